"""Delivery: in order, again when refused for now, visible when refused for good."""

from __future__ import annotations

from bot.desk.ports import SendError
from tests.desks import TestDesk


async def test_reply_token_is_used_once_and_then_push(desk: TestDesk) -> None:
    desk.channel.errors.append(SendError("timeout", retryable=True))
    assert await desk.talk("こんにちは") == []
    desk.clock.pass_time(seconds=2)
    await desk.work()
    (delivery,) = desk.channel.deliveries
    assert delivery.reply_token is None


async def test_order_is_kept_when_the_first_delivery_is_refused(desk: TestDesk) -> None:
    desk.channel.errors.append(SendError("status_500", retryable=True))
    assert await desk.talk("一") == []
    await desk.talk("二")
    assert desk.channel.texts == ["「一」ですね。", "「二」ですね。"]


async def test_same_key_is_sent_again_when_a_delivery_is_retried(desk: TestDesk) -> None:
    keys: list[str] = []
    send = desk.channel.send

    async def remember(delivery):  # type: ignore[no-untyped-def]
        keys.append(delivery.key)
        return await send(delivery)

    desk.channel.send = remember  # type: ignore[method-assign]
    desk.channel.errors += [SendError("status_500", retryable=True)] * 2
    await desk.talk("こんにちは")
    for _ in range(3):
        desk.clock.pass_time(seconds=10)
        await desk.work()
    assert len(keys) == 3
    assert len(set(keys)) == 1


async def test_failure_is_visible_when_refused_for_good(desk: TestDesk) -> None:
    desk.channel.errors.append(SendError("status_400", retryable=False))
    await desk.talk("こんにちは")
    async with desk.store.read() as uow:
        assert await uow.outbox.failed_codes((await desk.conversation()).id) == ["status_400"]
    assert await desk.talk("次") == ["「次」ですね。"]


async def test_wait_is_as_long_as_the_platform_asks(desk: TestDesk) -> None:
    desk.channel.errors.append(SendError("status_429", retryable=True, retry_after=600))
    await desk.talk("こんにちは")
    desk.clock.pass_time(seconds=599)
    await desk.work()
    assert desk.channel.texts == []
    desk.clock.pass_time(seconds=2)
    await desk.work()
    assert len(desk.channel.texts) == 1


async def test_what_waits_goes_out_with_the_next_reply_when_pushes_are_used_up(desk: TestDesk) -> None:
    desk.channel.errors += [
        SendError("line_timeout", retryable=True),
        SendError("line_quota_used_up", retryable=True),
    ]
    await desk.talk("一")
    desk.clock.pass_time(seconds=2)
    await desk.work()
    assert desk.channel.texts == []
    assert await desk.talk("二") == ["「一」ですね。", "「二」ですね。"]
    assert [delivery.reply_token is not None for delivery in desk.channel.deliveries] == [True]


async def test_fresh_token_is_not_lost_when_the_message_before_is_on_its_way(desk: TestDesk) -> None:
    send = desk.channel.send

    async def write_meanwhile(delivery):  # type: ignore[no-untyped-def]
        desk.channel.send = send  # type: ignore[method-assign]
        await desk.write("二")
        await desk.handle_next()
        return await send(delivery)

    desk.channel.send = write_meanwhile  # type: ignore[method-assign]
    assert await desk.talk("一") == ["「一」ですね。", "「二」ですね。"]
    assert all(delivery.reply_token is not None for delivery in desk.channel.deliveries)
