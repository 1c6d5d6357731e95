"""The assistant behind its port: Rasa over HTTP, and a twin for development and tests."""
