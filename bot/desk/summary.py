"""The summary of a talk for the counselor who takes it over: who, what, since when, what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.assessment import About, Assessment, Speaker
from bot.conversation.content import Author
from bot.conversation.entities import Conversation, Handoff, HandoffReason, Message, MessageKind
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.phrases import cannot_call, wants_human
from bot.guide.entities import Person, merged, read_entities, told_people
from bot.guide.topics import SMALL_TALK

QUOTE_MAX = 120
"""Characters of one quotation."""
QUOTES_MAX = 3
LAST_WORDS_MAX = 300
"""Characters of what the assistant said last."""
TOPICS_MAX = 6
BEFORE_SIGNAL = 30
"""Characters shown before the signal where a long message is cut."""
CUT = "…"
_UNTOLD = frozenset((*SMALL_TALK, "talk_to_human", "bot_identity", "what_can_you_do", "out_of_scope"))
"""Topics that say nothing about a talk, or that have a line of their own."""
_WORDED = (MessageKind.TEXT, MessageKind.POSTBACK)


@dataclass(frozen=True, slots=True)
class Quote:
    """The person's own words, cut to QUOTE_MAX characters."""

    message_id: int
    at: datetime
    level: RiskLevel
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a counselor needs to know before reading the transcript."""

    level: RiskLevel
    """The highest level ever found; a counselor's own setting does not change it."""
    speaker: Speaker
    about: tuple[About, ...]
    """Who is at risk, as far as a message says it; the most dangerous first."""
    categories: tuple[str, ...]
    past: bool
    """Whether the most dangerous words speak of the past alone."""
    since: datetime | None
    """When the first worrying message came."""
    quotes: tuple[Quote, ...]
    """The most worrying messages, in the order of the talk."""
    first_words: str
    """How the talk began, where that is not quoted anyway."""
    safety_reply_at: datetime | None
    """When the person got the safety reply to the most dangerous message; None: not yet."""
    last_said: str
    """What the assistant said last."""
    last_said_at: datetime | None
    topics: tuple[str, ...]
    """What the person asked about, as `bot.guide.topics`, in the order of the talk."""
    people: tuple[Person, ...]
    """Who was told of, and how old they are where that was told."""
    asked_human: bool
    cannot_call: bool
    unsent: int
    """How many messages the person took back."""


def summarize(conversation: Conversation, messages: Sequence[Message], handoff: Handoff | None) -> Summary:
    """The summary of a talk; `handoff` is the open one, if any."""
    said = [message for message in messages if message.author is Author.CONTACT]
    kept = [message for message in said if not message.unsent]
    ranked = sorted((m for m in kept if _level(m) >= RiskLevel.ELEVATED), key=lambda m: (-_level(m), m.id))
    found = [message.assessment for message in ranked if message.assessment]
    quotes = _quotes(ranked)
    level = max(
        [_level(message) for message in said] + ([handoff.level] if handoff else []), default=RiskLevel.NONE
    )
    last = _last_turn(messages)
    texts = [message.text for message in kept]
    return Summary(
        level=level,
        speaker=_speaker([*found, *(m.assessment for m in reversed(kept) if m.assessment)]),
        about=tuple(dict.fromkeys(one.about for one in found if one.about is not About.NONE)),
        categories=tuple(dict.fromkeys(name for one in found for name in one.categories)),
        past=bool(found) and found[0].past,
        since=min((m.created_at for m in said if _level(m) >= RiskLevel.ELEVATED), default=None),
        quotes=quotes,
        first_words=_first_words(kept, quotes),
        safety_reply_at=_safety_reply_at(conversation, messages, handoff, level),
        last_said=_cut("\n".join(message.text for message in last), LAST_WORDS_MAX),
        last_said_at=last[0].created_at if last else None,
        topics=_topics(kept),
        people=_people(kept),
        asked_human=any(map(wants_human, texts)),
        cannot_call=any(map(cannot_call, texts)),
        unsent=len(said) - len(kept),
    )


def _level(message: Message) -> RiskLevel:
    return message.assessment.level if message.assessment else RiskLevel.NONE


def _speaker(assessments: Iterable[Assessment]) -> Speaker:
    """The first that is known: the most dangerous message's, then the latest message's."""
    known = (one.speaker for one in assessments if one.speaker is not Speaker.UNKNOWN)
    return next(known, Speaker.UNKNOWN)


def _quotes(ranked: Sequence[Message]) -> tuple[Quote, ...]:
    worded = [message for message in ranked if message.kind in _WORDED and message.text.strip()]
    chosen = sorted(worded[:QUOTES_MAX], key=lambda message: message.id)
    return tuple(Quote(m.id, m.created_at, _level(m), _excerpt(m)) for m in chosen)


def _excerpt(message: Message) -> str:
    """The part of the text that shows why: a long one is cut around its strongest signal."""
    signals = message.assessment.signals if message.assessment else ()
    strongest = max((s for s in signals if s.end > s.start), key=lambda s: (s.level, -s.start), default=None)
    text = message.text.strip()
    place = strongest.start - (len(message.text) - len(message.text.lstrip())) if strongest else 0
    begin = min(max(0, place - BEFORE_SIGNAL), max(0, len(text) - QUOTE_MAX))
    return _cut(text if begin == 0 else CUT + text[begin + 1 :], QUOTE_MAX)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + CUT


def _first_words(kept: Sequence[Message], quotes: Sequence[Quote]) -> str:
    first = next((m for m in kept if m.kind is MessageKind.TEXT and m.text.strip()), None)
    if first is None or wants_human(first.text) or first.id in {quote.message_id for quote in quotes}:
        return ""
    return _cut(first.text.strip(), QUOTE_MAX)


def _safety_reply_at(
    conversation: Conversation, messages: Sequence[Message], handoff: Handoff | None, level: RiskLevel
) -> datetime | None:
    """The assistant answers danger and opens the handoff at its level in one step: without such
    a handoff whatever it said afterwards was about something else."""
    if not level.calls_human:
        return None
    if conversation.status is not Status.CLOSED and (handoff is None or handoff.level < level):
        return None
    first = next((m.id for m in messages if m.author is Author.CONTACT and _level(m) >= level), None)
    for message in messages:
        if message.author is Author.ASSISTANT and _follows(message, first, handoff):
            return message.created_at
    return None


def _follows(message: Message, first: int | None, handoff: Handoff | None) -> bool:
    if first is not None:
        return message.id > first
    # No message shows the danger: it was heard by the assistant's own net.
    heard = handoff is not None and handoff.reason is HandoffReason.RISK
    return heard and handoff is not None and message.created_at >= handoff.opened_at


def _last_turn(messages: Sequence[Message]) -> list[Message]:
    """The bubbles that the assistant said last, all at one moment."""
    turn: list[Message] = []
    before: Message | None = None
    for message in messages:
        if message.author is Author.ASSISTANT:
            goes_on = bool(turn) and turn[-1] is before and turn[-1].created_at == message.created_at
            turn = [*turn, message] if goes_on else [message]
        before = message
    return turn


def _topics(kept: Sequence[Message]) -> tuple[str, ...]:
    asked = dict.fromkeys(m.topic for m in kept if m.topic and m.topic not in _UNTOLD)
    return tuple(asked)[-TOPICS_MAX:]


def _people(kept: Sequence[Message]) -> tuple[Person, ...]:
    people: list[Person] = []
    for message in kept:
        if message.kind in _WORDED:
            told = told_people(read_entities(message.text, message.created_at.date()))
            people = merged(people, told)
    return tuple(people)
