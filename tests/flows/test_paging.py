"""A human is called until someone answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.conversation.levels import RiskLevel
from bot.desk.paging import Paging
from bot.desk.paging_ports import PageFailed, PageText, PagingState
from bot.guide.roster import Contact, Person, Roster, Shift, Way
from bot.guide.weekly import Span
from tests.desks import TestDesk


def person(name: str) -> Person:
    return Person(name, name, (Contact(Way.EMAIL, f"{name}@example.jp"),))


DAYTIME = Span(frozenset(range(5)), 9 * 60, 17 * 60)
SATO, SUZUKI, CHIEF = person("sato"), person("suzuki"), person("chief")
ROSTER = Roster((SATO, SUZUKI, CHIEF), (Shift(SATO, DAYTIME), Shift(SUZUKI, DAYTIME)), (), (CHIEF,))


class FakePager:
    def __init__(self) -> None:
        self.called: list[str] = []
        self.texts: list[PageText] = []
        self.failing = False

    async def page(self, address: str, text: PageText) -> None:
        self.called.append(address.split("@")[0])
        self.texts.append(text)
        if self.failing:
            raise PageFailed("refused")


@pytest.fixture
def pager() -> FakePager:
    return FakePager()


@pytest.fixture
def paging(desk: TestDesk, pager: FakePager) -> Paging:
    return Paging(desk.store, {"email": pager}, lambda: ROSTER, desk.clock, "https://akari.example.jp")


@pytest.fixture
def pass_minutes(desk: TestDesk, paging: Paging) -> Callable[..., object]:
    async def run(minutes: int) -> None:
        for _ in range(minutes):
            desk.clock.pass_time(minutes=1)
            await paging.sweep()

    return run


async def state(desk: TestDesk) -> PagingState:
    async with desk.store.read() as uow:
        found = await uow.pagings.state_of((await desk.conversation()).id)
    assert found is not None
    return found


async def test_person_on_duty_is_called_at_once(desk: TestDesk, paging: Paging, pager: FakePager) -> None:
    await desk.talk("もう死にたい")
    await paging.sweep()
    await paging.sweep()
    assert pager.called == ["sato"]


async def test_page_holds_nothing_of_the_talk(desk: TestDesk, paging: Paging, pager: FakePager) -> None:
    await desk.talk("もう死にたい 山田花子です")
    await paging.sweep()
    (text,) = pager.texts
    assert not any(word in text.subject + text.body for word in ("死", "山田", "U1", "ひきこもり"))


async def test_calls_go_on_to_the_next_and_the_fallback_and_never_end(
    desk: TestDesk, paging: Paging, pager: FakePager, pass_minutes
) -> None:
    await desk.talk("もう死にたい")
    await paging.sweep()
    await pass_minutes(24 * 60)
    assert pager.called[:6] == ["sato", "sato", "suzuki", "suzuki", "chief", "chief"]
    assert len(pager.called) >= 12


async def test_calls_stop_when_the_link_is_confirmed(
    desk: TestDesk, paging: Paging, pager: FakePager, pass_minutes
) -> None:
    await desk.talk("もう死にたい")
    await paging.sweep()
    token = pager.texts[0].url.rsplit("/", 1)[1]
    assert await paging.acknowledge("forged") is None
    assert await paging.acknowledge(token) == "sato"
    await pass_minutes(60)
    assert pager.called == ["sato"]
    assert ((await state(desk)).state, (await state(desk)).acknowledged_by) == ("acknowledged", "sato")


async def test_calls_stop_when_somebody_claims(
    desk: TestDesk, paging: Paging, pager: FakePager, pass_minutes
) -> None:
    await desk.talk("もう死にたい")
    await desk.counsel.claim((await desk.conversation()).id, await desk.counselor())
    await pass_minutes(60)
    assert pager.called == []


async def test_call_waits_for_the_next_shift_when_nobody_is_on_duty(
    desk: TestDesk, paging: Paging, pager: FakePager, pass_minutes
) -> None:
    desk.clock.pass_time(hours=11)
    await desk.talk("もう死にたい")
    await pass_minutes(30)
    assert pager.called == []
    await pass_minutes(10 * 60)
    assert pager.called[0] == "sato"


async def test_imminent_calls_at_once_when_nobody_is_on_duty(
    desk: TestDesk, paging: Paging, pager: FakePager
) -> None:
    desk.clock.pass_time(hours=11)
    await desk.talk("いま飲んだ")
    await paging.sweep()
    assert pager.called == ["chief"]


async def test_calling_begins_anew_when_danger_rises_after_an_acknowledgement(
    desk: TestDesk, paging: Paging, pager: FakePager
) -> None:
    await desk.talk("もう死にたい")
    await paging.sweep()
    await paging.acknowledge(pager.texts[0].url.rsplit("/", 1)[1])
    await desk.talk("いま飲んだ")
    await paging.sweep()
    assert len(pager.called) == 2


async def test_next_call_comes_soon_when_no_way_works(
    desk: TestDesk, paging: Paging, pager: FakePager
) -> None:
    pager.failing = True
    await desk.talk("もう死にたい")
    await paging.sweep()
    desk.clock.pass_time(seconds=31)
    await paging.sweep()
    assert len(pager.called) == 2
    assert (await state(desk)).pages[0].result == "email:refused"


async def test_calling_goes_on_after_a_restart(desk: TestDesk, paging: Paging, pager: FakePager) -> None:
    await desk.talk("もう死にたい")
    again = Paging(desk.store, {"email": pager}, lambda: ROSTER, desk.clock, "https://akari.example.jp")
    await again.sweep()
    assert pager.called == ["sato"]


async def test_wait_is_a_figure_by_level(desk: TestDesk) -> None:
    await desk.talk("もう死にたい")
    desk.clock.pass_time(minutes=4)
    await desk.counsel.claim((await desk.conversation()).id, await desk.counselor())
    async with desk.store.read() as uow:
        (figure,) = await uow.pagings.waits(desk.clock.now() - timedelta(days=1))
    assert (figure.level, figure.count, figure.median_s) == (RiskLevel.HIGH, 1, 240)


async def test_calling_begins_again_when_a_counselor_gives_the_conversation_back(
    desk: TestDesk, paging: Paging, pager: FakePager
) -> None:
    await desk.talk("もう死にたい")
    sato = await desk.counselor()
    conversation = await desk.conversation()
    await desk.counsel.claim(conversation.id, sato)
    await paging.sweep()
    assert pager.called == []
    await desk.counsel.release(conversation.id, sato)
    await paging.sweep()
    assert pager.called == ["sato"]
