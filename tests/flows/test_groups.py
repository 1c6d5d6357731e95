"""Groups are told kindly and left."""

from __future__ import annotations

from bot.channels.line import LineChannel
from bot.clock import SystemClock
from bot.desk.bell import Bell
from bot.desk.decline import Decline
from bot.desk.receive import Receive
from bot.store.unit_of_work import SqlStore
from bot.web.app import create_app
from bot.web.parts import WebParts
from tests.fakes import WordScreen
from tests.platforms.line import events
from tests.platforms.line.app import line_app
from tests.platforms.line.serving import serving
from tests.platforms.line.state import Line
from tests.platforms.line.webhook import Webhook
from tests.processes import eventually


async def test_group_is_told_why_and_left(store: SqlStore) -> None:
    line = Line("token")
    webhook = Webhook(line, "", "secret", waits=())
    async with serving(line_app(line, webhook)) as api:
        channel = LineChannel("secret", "token", api)
        channels, clock, bell = {"line": channel}, SystemClock(), Bell()

        async def health() -> dict[str, str]:
            return {}

        parts = WebParts(
            receive=Receive(store, WordScreen(), clock, bell),
            channels=channels,
            store=store,
            bell=bell,
            clock=clock,
            health=health,
            decline=Decline(channels),
        )
        async with serving(create_app(parts)) as desk:
            webhook._url = f"{desk}/webhooks/line"
            group = events.group("C" + "0" * 32, line.person("someone").id)
            assert (
                await webhook.deliver([events.message(line, group, {**events.text("みんな"), "id": "1"})])
            ).well
            await eventually(lambda: line.left)
        await channel.close()
    await webhook.close()
    assert line.left == ["C" + "0" * 32]
    assert ("/v2/bot/message/reply", 200) in line.requests
