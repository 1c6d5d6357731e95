from __future__ import annotations

import pytest

from bot.channels.line.reserve import LOOK_EVERY_S, PushReserve
from bot.desk.ports import SendError


class Month:
    def __init__(self, left: int | None) -> None:
        self.left = left
        self.asked = 0
        self.now = 0.0
        self.broken = False

    async def pushes_left(self) -> int | None:
        self.asked += 1
        if self.broken:
            raise SendError("line_500", retryable=True)
        return self.left

    def reserve(self, keep: int) -> PushReserve:
        return PushReserve(keep, self.pushes_left, lambda: self.now)


async def test_ordinary_push_waits_and_danger_does_not_when_the_month_runs_out() -> None:
    reserve = Month(20).reserve(keep=20)
    with pytest.raises(SendError, match="line_quota_reserved"):
        await reserve.check(risk=False)
    await reserve.check(risk=True)


async def test_own_pushes_are_counted_between_two_looks() -> None:
    month = Month(22)
    reserve = month.reserve(keep=20)
    for _ in range(2):
        await reserve.check(risk=False)
        reserve.used()
    with pytest.raises(SendError):
        await reserve.check(risk=False)
    assert month.asked == 1


async def test_line_is_asked_again_after_a_while() -> None:
    month = Month(5)
    reserve = month.reserve(keep=20)
    with pytest.raises(SendError):
        await reserve.check(risk=False)
    month.left, month.now = 200, LOOK_EVERY_S
    await reserve.check(risk=False)


@pytest.mark.parametrize("left", [None, 1000])
async def test_nothing_is_held_when_there_is_plenty(left: int | None) -> None:
    await Month(left).reserve(keep=20).check(risk=False)


async def test_nothing_is_held_when_line_does_not_say() -> None:
    month = Month(0)
    month.broken = True
    await month.reserve(keep=20).check(risk=False)
