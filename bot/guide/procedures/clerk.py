"""The clerk: everything a conversation needs of sessions, bookings, requests and places.

All methods work within a transaction of the caller: what is said and what is booked are kept
together, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.content import Bubble, Choice
from bot.guide.bookings.book import Book
from bot.guide.bookings.buttons import read_button
from bot.guide.places.find import Spot, public_places
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import beginnings, choices, listing, mine, place, presses
from bot.guide.procedures.book import BookSession, CalendarLink, LookAtSessions
from bot.guide.procedures.done import Done
from bot.guide.procedures.engine import Engine, Heard
from bot.guide.procedures.mine import CancelBooking, ChangeBooking
from bot.guide.procedures.place import FindPlace
from bot.guide.procedures.places_seen import FAMILY, SeePlaces
from bot.guide.procedures.request import AskDesk, Reading
from bot.guide.procedures.script import Person, Progress
from bot.guide.procedures.state import Kind, Procedure, is_forgotten
from bot.guide.sessions.card import read_session_button


@dataclass(frozen=True, slots=True)
class Clerk:
    """Leads people through procedures. See `bot.guide.procedures`."""

    book: Book
    reading: Reading
    calendar_link: CalendarLink

    @property
    def engine(self) -> Engine:
        """The engine with all kinds of procedures."""
        return Engine(
            {
                Kind.LOOK: LookAtSessions(),
                Kind.BOOK: BookSession(self.book, self.calendar_link),
                Kind.CHANGE: ChangeBooking(self.book),
                Kind.CANCEL: CancelBooking(self.book),
                Kind.REQUEST: AskDesk(self.reading),
                Kind.FIND_PLACE: FindPlace(),
                Kind.SEE_PLACES: SeePlaces(),
                Kind.DONE: Done(),
            }
        )

    async def hears(
        self, uow: UnitOfWork, contact_id: int, procedure: Procedure | None, text: str, now: datetime
    ) -> Heard:
        """Whether a text is for the clerk, while this procedure is under way. Nothing is changed."""
        if is_press(text) or await presses.asked_place(uow, text) is not None:
            return Heard.MINE
        if procedure is None or procedure.kind.only_shown:
            offered = await presses.offered(uow, contact_id)
            if offered is not None and presses.offer_press(offered, text) is not None:
                return Heard.MINE
            if await presses.own(uow, contact_id, text) is not None:
                return Heard.MINE
            if await presses.waits_for_answer(uow, contact_id, text):
                return Heard.MINE
        if procedure is None:
            return Heard.NOT_MINE
        return await self.engine.hear(uow, Person(contact_id, now), procedure, text)

    async def takes(self, uow: UnitOfWork, contact_id: int, text: str, now: datetime) -> tuple[Bubble, ...]:
        """Take a text that is for the clerk: answer a question, begin something, press a button."""
        who = Person(contact_id, now)
        standing = await self.current(uow, contact_id, now)
        done = await self._pressed(uow, who, text, standing)
        if done is None:
            done = Progress(()) if standing is None else await self.engine.take(uow, who, standing, text)
        said = await self._keep(uow, who, done)
        if done.ends or standing is None or standing.kind.only_shown:
            return said
        return (*said, *await self.goes_on(uow, contact_id, now))

    async def goes_on(self, uow: UnitOfWork, contact_id: int, now: datetime) -> tuple[Bubble, ...]:
        """The question that stands, after something else was answered."""
        procedure = await self.current(uow, contact_id, now)
        if procedure is None:
            return ()
        who = Person(contact_id, now)
        return await self._keep(uow, who, await self.engine.again(uow, who, procedure))

    async def follows(
        self,
        uow: UnitOfWork,
        contact_id: int,
        topic: str,
        text: str,
        now: datetime,
        bubbles: Sequence[Bubble],
        *,
        family: bool = False,
        speaker: str = "",
        wishes: bool = True,
    ) -> tuple[Bubble, ...]:
        """The assistant's answer about a topic, with what the clerk adds: dates, places, a first
        question. `wishes`: the text itself is about the topic, and not only about what was said."""
        who = Person(contact_id, now)
        begun = await beginnings.begun(uow, who, topic, text, family=family) if wishes else None
        if begun is not None:
            first = await self.engine.begin(uow, who, replace(begun, speaker=speaker))
            said = await self._keep(uow, who, first)
            return said if beginnings.stands_alone(begun, topic) else (*bubbles[:1], *said)
        added = await listing.added(uow, self.book, who, topic, text, bubbles, family=family, speaker=speaker)
        await self._keep(uow, who, added)
        return added.bubbles

    async def shows(
        self,
        uow: UnitOfWork,
        contact_id: int,
        topic: str,
        text: str,
        now: datetime,
        bubbles: Sequence[Bubble],
    ) -> tuple[Bubble, ...]:
        """The assistant's answer with dates or places. Nothing is begun and nothing is kept."""
        who = Person(contact_id, now)
        return (await listing.added(uow, self.book, who, topic, text, bubbles, family=False)).bubbles

    async def nearest(
        self, uow: UnitOfWork, contact_id: int, spot: Spot, now: datetime
    ) -> tuple[Bubble, ...]:
        """The places nearest to a spot. The spot is used here and kept nowhere."""
        procedure = await self.current(uow, contact_id, now)
        looking = procedure if procedure and procedure.kind is Kind.FIND_PLACE else None
        places = await public_places(uow)
        await uow.procedures.drop(contact_id)
        if not places:
            return (place.no_places(),)
        wish = place.wish_from(looking.answers if looking else {})
        return place.near(places, wish, spot, for_family=bool(looking and looking.about == FAMILY))

    async def pauses(self, uow: UnitOfWork, contact_id: int, now: datetime) -> tuple[Choice, ...]:
        """Set the procedure aside because something else matters now; the button that takes it up."""
        return await presses.pause(uow, contact_id, await self.current(uow, contact_id, now), now)

    async def forgets(self, uow: UnitOfWork, contact_id: int) -> None:
        """Drop whatever was half-filled."""
        await uow.procedures.drop(contact_id)

    async def dated(self, uow: UnitOfWork, now: datetime) -> tuple[str, ...]:
        """The services for which there are dates to show, and `place` where there are places."""
        return await listing.dated(uow, now)

    async def _pressed(
        self, uow: UnitOfWork, who: Person, text: str, standing: Procedure | None
    ) -> Progress | None:
        session_id = read_session_button(text)
        if session_id is not None:
            return await self.engine.begin(uow, who, await presses.booking_of(uow, who, session_id))
        pressed = read_button(text)
        if pressed is None and (standing is None or standing.kind.only_shown):
            offered = await presses.offered(uow, who.contact_id)
            pressed = presses.offer_press(offered, text) if offered else None
        if pressed is not None:
            done = await presses.press(uow, self.book, who, pressed)
            return await self.engine.begin(uow, who, done) if isinstance(done, Procedure) else done
        place_asked = await presses.asked_place(uow, text)
        if place_asked is not None:
            return place_asked
        if beginnings.asks_for_mine(text):
            own = await self.book.mine_in(uow, who.contact_id, who.now)
            return Progress((mine.overview(own),), ends=False)
        only_shown = standing is None or standing.kind.only_shown
        waits = only_shown and await presses.waits_for_answer(uow, who.contact_id, text)
        if waits or beginnings.asks_for_state(text):
            return await presses.requests(uow, who)
        begun = choices.begun_by(text)
        if begun is None and only_shown:
            begun = await presses.own(uow, who.contact_id, text)
        return None if begun is None else await self.engine.begin(uow, who, begun)

    async def current(self, uow: UnitOfWork, contact_id: int, now: datetime) -> Procedure | None:
        """The procedure that is under way."""
        found = await uow.procedures.get(contact_id)
        if found is None or is_forgotten(found[1], now):
            return None
        return found[0]

    @staticmethod
    async def _keep(uow: UnitOfWork, who: Person, progress: Progress) -> tuple[Bubble, ...]:
        if progress.procedure is not None:
            await uow.procedures.keep(who.contact_id, progress.procedure, who.now)
        elif progress.ends:
            await uow.procedures.drop(who.contact_id)
        return progress.bubbles


def is_press(text: str) -> bool:
    """Whether a text is, word for word, one of the clerk's buttons."""
    return (
        read_session_button(text) is not None
        or read_button(text) is not None
        or choices.begun_by(text) is not None
        or beginnings.asks_for_mine(text)
        or beginnings.asks_for_state(text)
    )
