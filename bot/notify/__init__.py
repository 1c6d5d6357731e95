"""Ways to call the person on duty: LINE, Telegram, e-mail, signed webhook."""
