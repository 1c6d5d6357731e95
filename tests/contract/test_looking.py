"""A database that is only looked at stays as it is, over every database."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError

from bot.desk.ports import StoreUnavailable
from bot.store.unit_of_work import SqlStore
from tests.bookings import place_facts


async def test_nothing_can_be_written_when_a_database_is_only_looked_at(any_url: str) -> None:
    own = SqlStore.looking_at(any_url)
    with pytest.raises((StoreUnavailable, DBAPIError)):
        async with own.write() as uow:
            await uow.places.add(place_facts())
    await own.close()


async def test_rows_are_seen_when_a_database_is_only_looked_at(any_url: str) -> None:
    own, looking = SqlStore.at(any_url), SqlStore.looking_at(any_url)
    async with own.write() as uow:
        await uow.places.add(place_facts())
    async with looking.read() as uow:
        assert len(await uow.places.everyone()) == 1
    await own.close()
    await looking.close()
