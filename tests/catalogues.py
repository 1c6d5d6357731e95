"""The catalogue as the staff edit it, over a database and folders of its own."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.guide.answers import Guide
from bot.guide.keeping.catalogue_entries import EntryKind
from bot.guide.keeping.edit_catalogue import EditCatalogue
from bot.guide.keeping.publishing import Publishing
from bot.guide.keeping.undo_catalogue import UndoCatalogue
from bot.guide.profile import load_profile
from bot.guide.shelf import profile_in_use, shipped
from bot.store.unit_of_work import SqlStore

SHIPPED = Path(__file__).parent.parent / "data" / "catalogue"
MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


class City:
    """One installation: shipped files, the folder they are published to, a profile of its own."""

    def __init__(self, store: SqlStore, folder: Path) -> None:
        self.store = store
        self.shipped = folder / "shipped"
        self.published = folder / "published"
        self.profile = folder / "profile.yml"
        if not self.shipped.exists():
            shutil.copytree(SHIPPED, self.shipped)
        self.publishing = Publishing(store, self.shipped, self.published, self.profile)
        self.catalogue = EditCatalogue(store, self.publishing)
        self.undo = UndoCatalogue(self.catalogue)

    async def seed(self) -> None:
        async with self.store.write() as uow:
            for path, content in shipped(self.shipped).items():
                await uow.catalogue.seed(path, content, MONDAY)
        assert await self.publishing.publish()

    async def change(self, kind: EntryKind, name: str, **fields: Any) -> bool:
        """Change some fields of an entry as a form does that was opened just now."""
        now = await self.catalogue.entry(kind, name)
        wanted = {**now.fields, **fields}
        return await self.catalogue.change(kind, name, wanted, now.version, None, MONDAY)

    def guide(self) -> Guide:
        """What the assistant reads."""
        return Guide.from_folder(self.published, load_profile(profile_in_use(self.published, self.profile)))
