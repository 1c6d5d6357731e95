"""The unit of work: the only place that commits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.desk.ports import StoreConflict, StoreUnavailable
from bot.store.engine import LOCK_WAIT_S, make_engine, make_looking_engine
from bot.store.repositories.bookings import SqlBookings, SqlReminders
from bot.store.repositories.catalogue import SqlCatalogueFiles
from bot.store.repositories.changes import SqlChanges
from bot.store.repositories.conversations import SqlConversations
from bot.store.repositories.figures import SqlFigures
from bot.store.repositories.handoffs import SqlHandoffs
from bot.store.repositories.inbox import SqlInbox
from bot.store.repositories.messages import SqlMessages
from bot.store.repositories.outbox import SqlOutbox
from bot.store.repositories.pagings import SqlPagings
from bot.store.repositories.people import SqlAccessLog, SqlCounselors, SqlSignIns
from bot.store.repositories.places import SqlPlaces
from bot.store.repositories.procedures import SqlProcedures
from bot.store.repositories.requests import SqlRequests
from bot.store.repositories.sessions import SqlSessions

_OTHERS_WERE_FIRST = frozenset({"40001", "40P01"})
"""PostgreSQL's codes for a transaction that had to give way to another one."""


class SqlUnitOfWork:
    """All repositories over one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self.conversations = SqlConversations(session)
        self.messages = SqlMessages(session)
        self.inbox = SqlInbox(session)
        self.outbox = SqlOutbox(session)
        self.handoffs = SqlHandoffs(session)
        self.counselors = SqlCounselors(session)
        self.catalogue = SqlCatalogueFiles(session)
        self.pagings = SqlPagings(session)
        self.sign_ins = SqlSignIns(session)
        self.access_log = SqlAccessLog(session)
        self.sessions = SqlSessions(session)
        self.bookings = SqlBookings(session)
        self.reminders = SqlReminders(session)
        self.places = SqlPlaces(session)
        self.requests = SqlRequests(session)
        self.procedures = SqlProcedures(session)
        self.changes = SqlChanges(session)
        self.figures = SqlFigures(session)


class SqlStore:
    """Opens transactions on one database. Lock and connection trouble is StoreUnavailable."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(akari_write=True)
        # SQLite has one writer at a time: waiting in line here is fairer and cheaper than its polling.
        self._line = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    @classmethod
    def at(cls, url: str) -> SqlStore:
        """A store on the database at this SQLAlchemy URL."""
        return cls(make_engine(url))

    @classmethod
    def looking_at(cls, url: str) -> SqlStore:
        """A store that can only be read, on a database that is left exactly as it is."""
        return cls(make_looking_engine(url))

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqlUnitOfWork]:
        """A transaction that is committed when the block ends without an error."""
        async with self._turn(), self._session(self._writer) as session:
            yield SqlUnitOfWork(session)
            await session.commit()

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._line is None:
            yield
            return
        try:
            await asyncio.wait_for(self._line.acquire(), LOCK_WAIT_S)
        except TimeoutError:
            raise StoreUnavailable("writers waiting") from None
        try:
            yield
        finally:
            self._line.release()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqlUnitOfWork]:
        """A transaction that is never committed."""
        async with self._session(self.engine) as session:
            yield SqlUnitOfWork(session)

    @asynccontextmanager
    async def _session(self, engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
        try:
            async with AsyncSession(engine, expire_on_commit=False) as session:
                yield session
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            raise StoreUnavailable(type(error).__name__) from error
        except IntegrityError as error:
            raise StoreConflict(type(error).__name__) from error
        except DBAPIError as error:
            if error.connection_invalidated:
                raise StoreUnavailable(type(error).__name__) from error
            if getattr(error.orig, "sqlstate", None) in _OTHERS_WERE_FIRST:
                raise StoreConflict(type(error).__name__) from error
            raise

    async def close(self) -> None:
        """Give back all connections."""
        await self.engine.dispose()
