"""What the editor's pages are built from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.console.gate import Gate
from bot.console.sign_ins import SignInDesk
from bot.desk.ports import Clock
from bot.desk.ports import Store as DeskStore
from bot.guide.keeping.edit_places import EditPlaces
from bot.guide.keeping.edit_sessions import EditSessions
from bot.guide.keeping.exchange import Exchange
from bot.guide.keeping.undo import Undo
from bot.guide.keeping.undo_catalogue import UndoCatalogue
from bot.guide.ports import Store, Teller

Page = Callable[["EditorParts"], Any]
"""Makes a view of the admin site (a list with forms, or a page of its own)."""


@dataclass(frozen=True, slots=True)
class EditorParts:
    """The guide as the staff edit it. `accounts` and `store` are two sides of one store;
    `samples` is the folder of the samples that can be shown."""

    accounts: DeskStore
    store: Store
    teller: Teller
    clock: Clock
    secure_cookies: bool
    samples: Path
    undo_catalogue: UndoCatalogue | None = None
    """The way back for the catalogue's entries, where they are edited here."""
    pages: tuple[Page, ...] = ()
    """Pages of other subjects, shown in the menu after the editor's own."""

    @property
    def gate(self) -> Gate:
        """The console's gate: the same sign-in and the same cookie."""
        return Gate(SignInDesk(self.accounts, self.clock), self.secure_cookies)

    @property
    def sessions(self) -> EditSessions:
        """Editing class sessions."""
        return EditSessions(self.store, self.teller)

    @property
    def places(self) -> EditPlaces:
        """Editing places."""
        return EditPlaces(self.store)

    @property
    def undo(self) -> Undo:
        """The history and the way back."""
        return Undo(self.sessions, self.places, self.undo_catalogue)

    @property
    def exchange(self) -> Exchange:
        """Files in and out."""
        return Exchange(self.sessions, self.places)
