"""The store: one transaction over all rows."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.desk.paging_ports import Pagings
from bot.desk.ports.boxes import Inbox, Outbox
from bot.desk.ports.figures import Figures
from bot.desk.ports.people import AccessLog, Counselors, SignIns
from bot.desk.ports.talk import Conversations, Handoffs, Messages
from bot.guide.ports import Requests
from bot.guide.shelf import CatalogueFiles


class StoreUnavailable(Exception):
    """The database cannot be reached or is locked for too long."""


class StoreConflict(Exception):
    """Somebody else wrote the same thing at the same moment; nothing was kept, so try again."""


class UnitOfWork(Protocol):
    """One transaction: it is committed when the `async with` block ends well, and undone otherwise."""

    @property
    def conversations(self) -> Conversations: ...

    @property
    def messages(self) -> Messages: ...

    @property
    def inbox(self) -> Inbox: ...

    @property
    def outbox(self) -> Outbox: ...

    @property
    def handoffs(self) -> Handoffs: ...

    @property
    def pagings(self) -> Pagings: ...

    @property
    def catalogue(self) -> CatalogueFiles: ...

    @property
    def requests(self) -> Requests: ...

    @property
    def counselors(self) -> Counselors: ...

    @property
    def sign_ins(self) -> SignIns: ...

    @property
    def access_log(self) -> AccessLog: ...

    @property
    def figures(self) -> Figures: ...


class Store(Protocol):
    def write(self) -> AbstractAsyncContextManager[UnitOfWork]: ...

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]: ...
