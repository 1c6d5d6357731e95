"""LINE: verify and parse webhooks, render bubbles, send replies and pushes."""

from bot.channels.line.channel import LineChannel
from bot.channels.line.client import Deadlines

__all__ = ["Deadlines", "LineChannel"]
