"""What the tests over HTTP share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.consoles import browser, enter
from tests.desks import TestDesk
from tests.editors import Editor, editor_app


@pytest.fixture
async def editor(desk: TestDesk) -> AsyncIterator[Editor]:
    """Somebody who is signed in to edit. Tests with pages of their own have an editor of their own."""
    async with browser(editor_app(desk)) as client:
        await enter(desk, client, "henshu", "編集", ("editor",))
        yield Editor(client)
