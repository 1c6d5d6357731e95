"""The web chat: a page's visitor writes, the transcript is what the page shows."""

from bot.channels.webchat.channel import WebChatChannel

__all__ = ["WebChatChannel"]
