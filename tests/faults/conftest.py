"""One desk for all tests that only disturb what is around it; each test brings its own people."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.faults.world import World, world


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with world(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def front(shared_world: World) -> World:
    """The shared desk, with Rasa stopped and nothing else disturbed."""
    shared_world.line.faults.clear()
    return shared_world
