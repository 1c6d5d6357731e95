"""The editor's pages, in the order of the menu."""

from __future__ import annotations

from bot.editor.parts import Page
from bot.editor.places import PlacesView
from bot.editor.sessions import SessionsView

OWN: tuple[Page, ...] = (SessionsView, PlacesView)
