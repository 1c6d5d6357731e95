"""The web server: webhooks, web chat, console and health in one application."""
