"""The channel against the strict stand-in, over real HTTP on loopback."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.channels.line import Deadlines, LineChannel
from bot.conversation.content import Author, Bubble, Call, Choice
from bot.desk.events import ReplyToken
from bot.desk.ports import Delivery, SendError
from bot.desk.ports.channel import Quota
from tests.platforms.line import Fault, Line, Webhook, events, line_app, serving
from tests.platforms.line.chats import Person
from tests.platforms.line.front import Front

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TOKEN = "channel-token"
HURRIED = Deadlines(connect_s=0.5, total_s=0.5)


class Stage:
    """A platform, a channel on it, and one friend."""

    def __init__(self, line: Line, channel: LineChannel, webhook: Webhook) -> None:
        self.line, self.channel, self.webhook = line, channel, webhook
        self.friend: Person = line.person("さくら", friend=True)

    async def token(self) -> ReplyToken:
        """A reply token that was just delivered."""
        event = events.message(self.line, events.user(self.friend.id), events.text("こんにちは"))
        await self.webhook.deliver([event])
        return ReplyToken(event["replyToken"], NOW + timedelta(seconds=50))

    def delivery(self, *texts: str, to: str = "", token: ReplyToken | None = None, key: str = "") -> Delivery:
        [request] = self.channel.render([Bubble(text) for text in texts or ("はい",)], Author.ASSISTANT)
        return Delivery(key or str(uuid.uuid4()), to or self.friend.id, request, token)


@asynccontextmanager
async def staged(quota: int | None = 200, token: str = TOKEN) -> AsyncIterator[Stage]:
    moment = [NOW]
    line = Line(TOKEN, clock=lambda: moment[0], quota=quota)
    front = Front()
    async with serving(line_app(line)) as base, serving(front.app) as desk:
        channel = LineChannel("secret", token, base, HURRIED)
        webhook = Webhook(line, f"{desk}/webhooks/line", "secret", waits=())
        try:
            yield Stage(line, channel, webhook)
        finally:
            await webhook.close()
            await channel.close()


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged() as made:
        yield made


async def test_send_replies_for_free_when_there_is_a_token(stage: Stage) -> None:
    sent = await stage.channel.send(stage.delivery("一", "二", token=await stage.token()))
    assert (sent.way, len(sent.external_ids)) == ("reply", 2)
    assert stage.friend.texts() == ["一", "二"]
    assert stage.line.used == 0


async def test_send_pushes_when_there_is_no_token(stage: Stage) -> None:
    sent = await stage.channel.send(stage.delivery("一"))
    assert (sent.way, stage.line.used, stage.friend.texts()) == ("push", 1, ["一"])


async def test_send_shows_buttons_when_a_bubble_has_calls(stage: Stage) -> None:
    bubble = Bubble("窓口", (Choice("人と話す", "人と話す"),), calls=(Call("119 救急", "119"),))
    [request] = stage.channel.render([bubble], Author.ASSISTANT)
    await stage.channel.send(Delivery(str(uuid.uuid4()), stage.friend.id, request))
    assert [entry.message["type"] for entry in stage.friend.chat] == ["text", "flex"]


async def test_send_pushes_once_when_the_token_is_used(stage: Stage) -> None:
    token = await stage.token()
    await stage.channel.send(stage.delivery("一", token=token))
    sent = await stage.channel.send(stage.delivery("二", token=token))
    assert sent.way == "push"
    assert stage.friend.texts() == ["一", "二"]


async def test_send_succeeds_once_when_the_same_key_is_sent_again(stage: Stage) -> None:
    delivery = stage.delivery("一")
    first = await stage.channel.send(delivery)
    second = await stage.channel.send(delivery)
    assert first == second
    assert stage.friend.texts() == ["一"]


@pytest.mark.parametrize("kind", ["hang", "drop"])
async def test_push_arrives_once_when_line_took_it_and_did_not_say_so(stage: Stage, kind: str) -> None:
    stage.line.faults.add(Fault(kind, after=True))  # type: ignore[arg-type]
    delivery = stage.delivery("一")
    with pytest.raises(SendError) as caught:
        await stage.channel.send(delivery)
    assert caught.value.retryable
    assert caught.value.code in ("line_timeout", "line_unreachable")
    await stage.channel.send(delivery)
    assert stage.friend.texts() == ["一"]


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_send_asks_to_try_again_when_line_is_ill(stage: Stage, status: int) -> None:
    stage.line.faults.add(Fault(status=status))
    with pytest.raises(SendError) as caught:
        await stage.channel.send(stage.delivery())
    assert (caught.value.code, caught.value.retryable) == (f"line_{status}", True)


async def test_send_waits_as_long_as_asked_when_there_are_too_many_requests(stage: Stage) -> None:
    stage.line.faults.add(Fault(status=429, retry_after=7))
    with pytest.raises(SendError) as caught:
        await stage.channel.send(stage.delivery())
    error = caught.value
    assert (error.code, error.retryable, error.retry_after) == ("line_too_many", True, 7.0)


async def test_reply_is_tried_again_when_nobody_knows_whether_it_arrived(stage: Stage) -> None:
    stage.line.faults.add(Fault("hang", only="reply"))
    with pytest.raises(SendError) as caught:
        await stage.channel.send(stage.delivery(token=await stage.token()))
    assert (caught.value.code, caught.value.retryable) == ("line_timeout", True)
    assert stage.line.used == 0


async def test_send_gives_up_when_line_does_not_know_the_person(stage: Stage) -> None:
    with pytest.raises(SendError) as caught:
        await stage.channel.send(stage.delivery(to="U" + "0" * 32))
    assert (caught.value.code, caught.value.retryable) == ("line_400", False)


@pytest.mark.parametrize("payload", [{"type": "text"}, {"type": "nonsense"}, {}, {"type": "text", "text": 5}])
async def test_send_gives_up_when_a_payload_is_no_message(stage: Stage, payload: dict[str, object]) -> None:
    with pytest.raises(SendError) as caught:
        await stage.channel.send(Delivery(str(uuid.uuid4()), stage.friend.id, [payload]))
    assert not caught.value.retryable
    assert stage.line.requests == []


async def test_send_keeps_the_message_when_the_quota_is_used_up() -> None:
    async with staged(quota=1) as stage:
        await stage.channel.send(stage.delivery())
        with pytest.raises(SendError) as caught:
            await stage.channel.send(stage.delivery())
        assert (caught.value.code, caught.value.retryable) == ("line_quota_used_up", True)


@pytest.mark.parametrize(("quota", "left"), [(3, 2), (None, None)])
async def test_quota_tells_what_is_left_of_the_month(quota: int | None, left: int | None) -> None:
    async with staged(quota=quota) as stage:
        await stage.channel.send(stage.delivery())
        assert await stage.channel.quota() == Quota(left, kept=0)


async def test_quota_is_unknown_when_line_does_not_say() -> None:
    async with staged(token="old") as stage:
        with pytest.raises(SendError):
            await stage.channel.quota()


@pytest.mark.parametrize(
    ("quota", "wanted", "lacking"),
    [(Quota(30, 20), 10, 0), (Quota(30, 20), 11, 1), (Quota(5, 20), 3, 3), (Quota(None, 20), 9999, 0)],
)
def test_quota_keeps_the_last_pushes_for_danger(quota: Quota, wanted: int, lacking: int) -> None:
    assert quota.lacks(wanted) == lacking


async def test_send_keeps_the_message_when_the_access_token_is_wrong() -> None:
    async with staged(token="old") as stage:
        with pytest.raises(SendError) as caught:
            await stage.channel.send(stage.delivery())
        assert (caught.value.code, caught.value.retryable) == ("line_token_wrong", True)


async def test_send_asks_to_try_again_when_nobody_listens() -> None:
    async with staged() as stage:
        delivery = stage.delivery()
    channel = LineChannel("secret", TOKEN, "http://127.0.0.1:9", HURRIED)
    with pytest.raises(SendError) as caught:
        await channel.send(delivery)
    await channel.close()
    assert caught.value.retryable


async def test_send_works_again_when_the_channel_was_closed(stage: Stage) -> None:
    await stage.channel.send(stage.delivery("一"))
    await stage.channel.close()
    await stage.channel.send(stage.delivery("二"))
    assert stage.friend.texts() == ["一", "二"]


async def test_blocked_person_costs_nothing_when_pushed_to(stage: Stage) -> None:
    stage.friend.blocked = True
    assert (await stage.channel.send(stage.delivery())).way == "push"
    assert (stage.line.used, stage.friend.texts()) == (0, [])


async def test_leave_leaves_when_asked_to(stage: Stage) -> None:
    await stage.channel.leave("C" + "1" * 32)
    await stage.channel.leave("R" + "2" * 32)
    assert [source[0] for source in stage.line.left] == ["C", "R"]


async def test_log_holds_no_words_and_no_names_when_sending_fails(stage: Stage) -> None:
    stage.line.faults.add(Fault(status=500), times=2)
    with capture_logs() as logs:
        for token in (None, await stage.token()):
            with pytest.raises(SendError):
                await stage.channel.send(stage.delivery("だれにも言えないこと", token=token))
    assert len(logs) == 2
    assert "だれにも" not in str(logs)
    assert stage.friend.id not in str(logs)
