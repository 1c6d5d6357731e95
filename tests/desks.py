"""A front desk for tests: the real use cases and store, fakes outside."""

from __future__ import annotations

import itertools
from datetime import timedelta

from bot.conversation.entities import Conversation, Message, MessageKind
from bot.desk.bell import Bell
from bot.desk.counsel import Counsel
from bot.desk.counter import Counter
from bot.desk.events import ReplyToken, Said
from bot.desk.guidance import Guidance
from bot.desk.ports import Counselor
from bot.desk.receive import Receive
from bot.desk.respond import Handled, Respond
from bot.desk.spots import Spots
from bot.desk.tell import DeskTeller
from bot.guide.bookings.book import Book
from bot.guide.help_lines import HelpLine, Hours
from bot.guide.procedures.clerk import Clerk
from bot.guide.profile import CityProfile
from bot.store.unit_of_work import SqlStore
from bot.worker.inbox import InboxDrive
from bot.worker.outbox import OutboxDrive
from tests.fakes import NOON, FakeAssistant, FakeChannel, FakeClock, WordScreen

LINE_OF_HELP = HelpLine(
    "yorisoi", "よりそいホットライン", "0120-279-338", hours=Hours(always=True), verified_on=NOON.date()
)


class TestDesk:
    """Receive, respond and deliver step by step, without any loop."""

    __test__ = False

    def __init__(self, store: SqlStore, clock: FakeClock) -> None:
        self.store, self.clock = store, clock
        self.screen, self.assistant, self.channel, self.bell = (
            WordScreen(),
            FakeAssistant(),
            FakeChannel(),
            Bell(),
        )
        self.channels = {"line": self.channel}
        guidance = Guidance(
            lambda: [LINE_OF_HELP], lambda: CityProfile(), lambda now, style: "相談員は朝9時に読みます。"
        )
        self.book = Book(store, DeskTeller(self.channels))
        clerk = Clerk(self.book, lambda now: "", lambda booking_id: f"https://akari.example/{booking_id}")
        spots = Spots()
        self.receive = Receive(store, self.screen, clock, self.bell, spots)
        self.respond = Respond(
            store,
            self.screen,
            self.assistant,
            self.channels,
            guidance,
            clock,
            self.bell,
            Counter(clerk),
            spots,
        )
        self.counsel = Counsel(store, self.channels, clock, self.bell)
        self.inbox = InboxDrive(store, self.respond, clock)
        self.outbox = OutboxDrive(store, self.channels, clock, self.bell)
        self._numbers = itertools.count(1)

    def said(
        self,
        text: str,
        *,
        person: str = "U1",
        kind: MessageKind = MessageKind.TEXT,
        event_id: str = "",
        token: bool = True,
    ) -> Said:
        number = next(self._numbers)
        now = self.clock.now()
        reply_token = ReplyToken(f"token-{number}", now + timedelta(seconds=50)) if token else None
        return Said(event_id or f"event-{number}", person, kind, text, now, f"message-{number}", reply_token)

    async def write(self, text: str, *, person: str = "U1", kind: MessageKind = MessageKind.TEXT) -> None:
        """A person writes; nothing is answered yet."""
        await self.receive("line", [self.said(text, person=person, kind=kind)])

    async def talk(self, text: str, *, person: str = "U1", kind: MessageKind = MessageKind.TEXT) -> list[str]:
        """A person writes and everything is answered and delivered; what was delivered."""
        before = len(self.channel.texts)
        await self.write(text, person=person, kind=kind)
        await self.work()
        return self.channel.texts[before:]

    async def work(self) -> None:
        """Work off everything that is due now."""
        for conversation_id in await self.inbox.pending(100):
            await self.inbox(conversation_id)
        for contact_id in await self.outbox.pending(100):
            await self.outbox(contact_id)

    async def handle_next(self, person: str = "U1") -> Handled:
        conversation = await self.conversation(person)
        async with self.store.read() as uow:
            row = await uow.inbox.next_of(conversation.id, self.clock.now())
        assert row is not None
        return await self.respond(row)

    async def conversation(self, person: str = "U1") -> Conversation:
        async with self.store.read() as uow:
            return (await uow.conversations.of_contact("line", person))[-1]

    async def transcript(self, person: str = "U1") -> list[Message]:
        conversation = await self.conversation(person)
        async with self.store.read() as uow:
            return await uow.messages.transcript(conversation.id)

    async def counselor(self, login: str = "sato", name: str = "佐藤") -> Counselor:
        async with self.store.write() as uow:
            return await uow.counselors.add(login, name, "x", ["counselor"], self.clock.now())
