"""Topics as choices: which may be offered, and which are likely to be meant."""

from __future__ import annotations

from actions.reply import choice
from actions.turn import Turn
from bot.guide.answers import Guide
from bot.guide.topics import SMALL_TALK, TOPICS

OFFERED = TOPICS - {*SMALL_TALK, "talk_to_human", "complaint", "out_of_scope", "bot_identity"}
_CHOICES = 3
_STANDS_FOR = {
    "follow_when": "hours",
    "follow_who": "eligibility",
    "follow_how": "first_step",
    "who_family": "first_step",
    "who_self": "first_step",
}


def likeliest(turn: Turn) -> str:
    """The topic that a message, read without confidence, is most likely about."""
    names = (_STANDS_FOR.get(name, name) for name, _chance in turn.ranking)
    return next((name for name in names if name in TOPICS), "nonsense")


def likely_choices(turn: Turn, guide: Guide) -> list[dict[str, str]]:
    """The two or three likeliest topics as buttons; the usual first ones where nothing is likely."""
    topics = [_STANDS_FOR.get(name, name) for name, _chance in turn.ranking]
    usable = [name for name in dict.fromkeys(topics) if name in OFFERED and name != turn.last_topic]
    picked = (usable or list(guide.core_topics()))[:_CHOICES]
    return [choice(guide.label(topic), guide.question(topic)) for topic in picked]
