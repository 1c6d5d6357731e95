"""A front desk with sessions and places, whose assistant understands a few words."""

from __future__ import annotations

from typing import Any

from bot.conversation.content import Bubble
from bot.desk.ports import Answer
from bot.desk.tell import DeskTeller
from bot.guide.bookings.entities import Booking
from bot.guide.bookings.sweep import Sweep, Swept
from bot.guide.keeping.edit_places import EditPlaces
from bot.guide.keeping.edit_sessions import EditSessions
from bot.guide.places.facts import Place
from bot.guide.procedures.state import Procedure
from bot.guide.requests.entities import Request
from bot.guide.sessions.facts import ClassSession
from tests.bookings import facts, place_facts
from tests.desks import TestDesk

TOPICS = {
    "予約": "family_class_book",
    "キャンセル": "family_class_book",
    "家族教室": "family_class",
    "居場所": "place",
    "折り返し": "phone_consult",
    "訪問": "home_visit",
    "出前講座": "outreach_lecture",
    "費用": "cost",
    "天気": "out_of_scope",
}
SAID = "案内のことばです。"


def understood(topic: str, *, intent: str = "", confidence: float = 0.95, **parts: Any) -> Answer:
    """What the assistant says about a topic."""
    return Answer((Bubble(f"{SAID}（{topic}）"),), intent or topic, topic, confidence, **parts)


class CounterDesk:
    """Talks with one person, and shows what is kept."""

    def __init__(self, desk: TestDesk) -> None:
        self.desk = desk
        teller = DeskTeller(desk.channels)
        self.sessions = EditSessions(desk.store, teller)
        self.places = EditPlaces(desk.store)
        self.sweeper = Sweep(desk.store, teller)
        desk.assistant.script = _Script()

    async def session(self, **changes: Any) -> ClassSession:
        return await self.sessions.add(facts(**changes), None, self.desk.clock.now())

    async def place(self, **changes: Any) -> Place:
        return await self.places.add(place_facts(**changes), None, self.desk.clock.now())

    async def says(self, *texts: str, person: str = "U1") -> str:
        """The person sends the texts one after the other; all that is said to the last of them."""
        said: list[str] = []
        for text in texts:
            said = await self.desk.talk(text, person=person)
        return "\n".join(said)

    async def buttons(self, person: str = "U1") -> dict[str, str]:
        """The buttons under the last message: what they say by their label."""
        last = (await self.desk.transcript(person))[-1].bubble
        assert last is not None
        return {choice.label: choice.text for choice in last.choices}

    async def bookings(self, person: str = "U1") -> list[Booking]:
        contact = (await self.desk.conversation(person)).contact
        async with self.desk.store.read() as uow:
            return await uow.bookings.of_contact(contact.id)

    async def requests(self, person: str = "U1") -> list[Request]:
        contact = (await self.desk.conversation(person)).contact
        async with self.desk.store.read() as uow:
            return await uow.requests.of_contact(contact.id)

    async def procedure(self, person: str = "U1") -> Procedure | None:
        contact = (await self.desk.conversation(person)).contact
        async with self.desk.store.read() as uow:
            found = await uow.procedures.get(contact.id)
        return found[0] if found else None

    async def time_passes(self, **parts: float) -> Swept:
        self.desk.clock.pass_time(**parts)
        done = await self.sweeper.sweep(self.desk.clock.now())
        await self.desk.work()
        return done


class _Script(dict[str, Answer]):
    """Understands a text by the first known word in it."""

    def get(self, text: str, default: Any = None) -> Any:
        if text in self:
            return self[text]
        topic = next((topic for word, topic in TOPICS.items() if word in text), None)
        return understood(topic) if topic else understood("nonsense", confidence=0.3)
