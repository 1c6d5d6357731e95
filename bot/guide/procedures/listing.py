"""What the clerk adds to an answer: the next dates, the places, the buttons that begin something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.content import Bubble, Choice
from bot.guide.bookings.book import Book
from bot.guide.places.find import find_places, public_places
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import choices, mine, place, places_seen
from bot.guide.procedures.beginnings import asks_for_mine, changes_own
from bot.guide.procedures.place_questions import hints
from bot.guide.procedures.script import Person, Progress
from bot.guide.procedures.services import NAMES
from bot.guide.procedures.session_answers import told_of
from bot.guide.procedures.session_steps import lines
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.requests.kinds import RequestKind
from bot.guide.sessions.card import session_card
from bot.guide.sessions.upcoming import coming_in, upcoming_in

BUBBLES_MAX = 3
SESSIONS_MAX = 3
PLACES_MAX = 3
PLACE = "place"

_OFFERS: dict[str, tuple[Choice, ...]] = {
    "phone_consult": (choices.REQUESTS[RequestKind.CALL_BACK],),
    "online_consult": (choices.REQUESTS[RequestKind.ONLINE_CONSULT],),
    "visit_consult": (choices.REQUESTS[RequestKind.VISIT_CONSULT],),
    "home_visit": (choices.REQUESTS[RequestKind.HOME_VISIT],),
    "outreach_lecture": (choices.REQUESTS[RequestKind.OUTREACH_LECTURE],),
    "pamphlet": (choices.REQUESTS[RequestKind.PAMPHLET_MAIL], choices.REQUESTS[RequestKind.PAMPHLET_COUNTER]),
    "place_run": (choices.REQUESTS[RequestKind.PLACE_GRANT],),
    "staff_training": (choices.REQUESTS[RequestKind.TRAINING],),
    "supporter_training": (choices.REQUESTS[RequestKind.TRAINING],),
    "case_study_meeting": (choices.REQUESTS[RequestKind.TRAINING],),
}
"""Buttons under the answers of a topic."""


async def dated(uow: UnitOfWork, now: datetime) -> tuple[str, ...]:
    """The services that have coming sessions, and `place` where there are places."""
    found = dict.fromkeys(session.service for session in await coming_in(uow, None, now))
    return (*found, *((PLACE,) if await public_places(uow) else ()))


async def added(
    uow: UnitOfWork,
    book: Book,
    who: Person,
    topic: str,
    text: str,
    bubbles: Sequence[Bubble],
    *,
    family: bool,
    speaker: str = "",
) -> Progress:
    """The answer with dates, places or buttons; a LOOK where dates were shown."""
    if topic == "family_class_book":
        return await _about_booking(uow, book, who, text, bubbles)
    if topic in NAMES:
        shown = await _sessions(uow, who, topic, bubbles, speaker)
        if shown is not None:
            return shown
    if topic == PLACE:
        return await _places(uow, text, bubbles, family=family)
    return Progress(with_choices(bubbles, _OFFERS.get(topic, ())))


async def _about_booking(
    uow: UnitOfWork, book: Book, who: Person, text: str, bubbles: Sequence[Bubble]
) -> Progress:
    own = await book.mine_in(uow, who.contact_id, who.now)
    if asks_for_mine(text):
        return Progress((mine.overview(own),))
    told = told_of(own[0].session, text) if own else ""
    if told:
        return Progress((Bubble(told, (choices.MINE, choices.HUMAN)),))
    if changes_own(text):
        return Progress(tuple(bubbles))
    shown = await _sessions(uow, who, "family_class", bubbles)
    return shown or Progress(tuple(bubbles))


async def _sessions(
    uow: UnitOfWork, who: Person, service: str, bubbles: Sequence[Bubble], speaker: str = ""
) -> Progress | None:
    coming = (await upcoming_in(uow, service, who.now))[:SESSIONS_MAX]
    if not coming:
        return None
    told = f"これからの回です。\n{lines(coming)}"
    ask = "番号か日にちを送ると、ここで予約できます。" if any(one.bookable for one in coming) else ""
    shown = Bubble(
        "\n".join(part for part in (told, ask) if part),
        bubbles[-1].choices if bubbles else (),
        cards=tuple(session_card(one) for one in coming),
    )
    looking = Procedure(Kind.LOOK, service, shown=tuple(one.session.id for one in coming), speaker=speaker)
    return Progress((*_shortened(bubbles), shown), looking)


async def _places(uow: UnitOfWork, text: str, bubbles: Sequence[Bubble], *, family: bool) -> Progress:
    places = await public_places(uow)
    if not places:
        return Progress(tuple(bubbles))
    wish = place.wish_from(hints(text, places))
    found = find_places(places, wish, for_family=family)
    first = places_seen.first(found, family=family, shown_max=PLACES_MAX)
    listed = first.bubbles[0]
    kept = bubbles[-1].choices if bubbles else ()
    own = tuple(one for one in listed.choices if one != choices.HUMAN)
    shown = replace(listed, choices=(*own, *(one for one in kept if one not in own)))
    return Progress((*_shortened(bubbles), shown), first.procedure)


def _shortened(bubbles: Sequence[Bubble]) -> tuple[Bubble, ...]:
    """The answer in two bubbles at most; the buttons move under what follows."""
    firsts = [replace(one, choices=()) for one in bubbles]
    if len(firsts) < BUBBLES_MAX:
        return tuple(firsts)
    last = replace(firsts[-1], text="\n".join(one.text for one in firsts[1:]))
    links = tuple(link for one in firsts[1:] for link in one.links)
    return (firsts[0], replace(last, links=links))


def in_two(bubbles: Sequence[Bubble]) -> tuple[Bubble, ...]:
    """The bubbles in two at most, so that a question still has room after them."""
    if len(bubbles) <= BUBBLES_MAX - 1:
        return tuple(bubbles)
    first, *others, last = bubbles
    joined = replace(
        first,
        text="\n".join(one.text for one in (first, *others)),
        links=tuple(link for one in (first, *others) for link in one.links),
    )
    return (joined, last)


def with_choices(bubbles: Sequence[Bubble], added_choices: Sequence[Choice]) -> tuple[Bubble, ...]:
    """The bubbles with buttons before those of the last one."""
    if not bubbles or not added_choices:
        return tuple(bubbles)
    last = bubbles[-1]
    kept = [one for one in last.choices if one.text not in {new.text for new in added_choices}]
    return (*bubbles[:-1], replace(last, choices=(*added_choices, *kept)))
