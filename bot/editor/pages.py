"""The editor's pages, in the order of the menu."""

from __future__ import annotations

from bot.editor.files import FilePages
from bot.editor.history import History
from bot.editor.parts import Page
from bot.editor.places import PlacesView
from bot.editor.preview import Preview
from bot.editor.row_actions import PlaceActions, SessionActions
from bot.editor.samples import SamplePages
from bot.editor.sessions import SessionsView
from bot.editor.year import YearPages

OWN: tuple[Page, ...] = (
    SessionsView,
    PlacesView,
    YearPages,
    History,
    FilePages,
    SamplePages,
    SessionActions,
    PlaceActions,
    Preview,
)
