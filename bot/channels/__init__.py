"""Channels: places where people write. They do not know each other."""
