"""Putting the catalogue of the database where assistant and front desk read it."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bot.guide.errors import CatalogueError
from bot.guide.ports import Store, UnitOfWork
from bot.guide.profile import load_profile
from bot.guide.shelf import PROFILE, publish, read_folder

log = structlog.get_logger()

_LOCK = ".lock"
LOCK_WAIT_S = 5.0
"""How long somebody who publishes waits for others who do, in seconds."""
_LOCK_LOOK_S = 0.02
_REST_MOST = 64
"""Sweeps that are left out between two tries, when publishing has failed again and again."""


After = Callable[[], Awaitable[object]]


async def nothing() -> None:
    """Nobody has to be told."""


@dataclass(slots=True)
class Publishing:
    """Publishes rows as files. `own_profile` is the profile that counts until one is edited here.

    Whoever publishes reads the rows while holding the folder's lock, so that of two processes
    the later one never leaves the older content behind.
    """

    store: Store
    shipped: Path
    published: Path
    own_profile: Path
    after: After = nothing
    """Told when something was published, to read it at once."""
    pending: bool = field(default=False, init=False)
    """Whether rows are newer than what is published, because publishing failed."""
    _looked: bool = field(default=False, init=False)
    _rest: int = field(default=0, init=False)
    """Sweeps to leave out before the next try, and how many that were the last time."""
    _rested: int = field(default=0, init=False)

    async def files(self, uow: UnitOfWork) -> dict[str, str]:
        """All files as the rows have them; what was never seeded or edited comes from the shipped ones."""
        return await self._whole(await uow.catalogue.all())

    async def publish(self) -> bool:
        """Publish now; False when that failed: then the last good files stay in use, `pending` says so,
        and `sweep` tries again."""
        try:
            await self.publish_or_raise()
        except (OSError, CatalogueError) as error:
            log.error("catalogue_not_published", error=type(error).__name__)
            return False
        return True

    async def publish_or_raise(self) -> None:
        """As `publish`; CatalogueError or OSError says why it failed."""
        self.pending = True
        try:
            async with _locked(self.published):
                await self._publish_rows()
                self.pending = False
        except BaseException:
            # Somebody who published older rows meanwhile has said that nothing is pending.
            self.pending = True
            raise
        await self.after()

    async def _publish_rows(self) -> None:
        async with self.store.read() as uow:
            rows = await uow.catalogue.all()
        files = await self._whole(rows)
        if PROFILE not in rows:
            files.pop(PROFILE, None)
        await asyncio.to_thread(publish, files, self.published)

    async def sweep(self) -> None:
        """Publish what could not be published before, or what was kept just before a crash; ever more
        rarely while it fails, because looking through the whole catalogue takes its time."""
        if self._looked and not self.pending:
            self._rest = self._rested = 0
            return
        if self._rest:
            self._rest -= 1
            return
        async with self.store.read() as uow:
            rows = await uow.catalogue.all()
        self._looked = True
        if rows and not await self.publish():
            self._rest = self._rested = min(max(1, self._rested * 2), _REST_MOST)

    async def _whole(self, rows: Mapping[str, str]) -> dict[str, str]:
        return {**await asyncio.to_thread(self._base, rows), **rows}

    def _base(self, rows: Mapping[str, str]) -> dict[str, str]:
        base = {} if "topics.yml" in rows else read_folder(self.shipped)
        return base if PROFILE in rows else {**base, PROFILE: self._own_profile()}

    def _own_profile(self) -> str:
        try:
            load_profile(self.own_profile)
            return self.own_profile.read_text(encoding="utf-8")
        except (CatalogueError, OSError):
            return ""


@asynccontextmanager
async def _locked(folder: Path) -> AsyncIterator[None]:
    """Hold the folder's lock; TimeoutError (an OSError) when others do not give it back. Nobody waits
    in a thread: those that wait could take all threads, and the one that holds it needs one."""
    descriptor = _opened(folder)
    try:
        async with asyncio.timeout(LOCK_WAIT_S):
            while not _taken(descriptor):  # noqa: ASYNC110 - another process can set no event here
                await asyncio.sleep(_LOCK_LOOK_S)
        yield
    finally:
        os.close(descriptor)


def _opened(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    return os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
