"""The questions of a booking besides the session: only what the class asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.conversation.content import Choice
from bot.guide.bookings.answers import BookingAnswers, check_answer, read_people
from bot.guide.procedures.choices import SKIP
from bot.guide.procedures.contacts import read_contact
from bot.guide.procedures.names import without_courtesy
from bot.guide.procedures.said import in_hiragana
from bot.guide.procedures.steps import Step
from bot.guide.sessions.facts import ClassSession

NAME_NEEDED = "本名でなくてかまいません。「みかん」のように、お呼びする名前をひとつ決めていただけますか。"
_LEFT_OUT = "なし"


def nickname_step() -> Step:
    """How the person wants to be called."""
    return Step(
        name="nickname",
        label="お名前",
        question="お名前を教えてください。ニックネームでだいじょうぶです。",
        read=lambda text: check_answer("nickname", without_courtesy(text)),
        free=True,
        needed=NAME_NEEDED,
    )


def people_step() -> Step:
    """How many come."""
    return Step(
        name="people",
        label="人数",
        question="何人でお越しになりますか。",
        read=lambda text: read_people(in_hiragana(text)),
        choices=tuple(Choice(f"{count}人", f"{count}人") for count in (1, 2, 3)),
        words=lambda people: f"{people}人",
    )


_ASKED = {
    "contact_detail": Step(
        name="contact_detail",
        label="ご連絡先",
        question="急なお知らせに使うご連絡先（電話やメール）を教えてください。書かなくてもだいじょうぶです。",
        read=lambda text: check_answer("contact_detail", read_contact(text)),
        choices=(SKIP,),
        optional=True,
        words=lambda text: text or _LEFT_OUT,
    ),
    "agency": Step(
        name="agency",
        label="所属",
        question="ご所属（機関や団体のお名前）があれば教えてください。",
        read=lambda text: check_answer("agency", without_courtesy(text)),
        choices=(SKIP,),
        optional=True,
        free=True,
        words=lambda text: text or _LEFT_OUT,
    ),
    "wishes": Step(
        name="wishes",
        label="ご希望",
        question="気をつけてほしいことはありますか（例：家に電話をしないでほしい）。なければ「なし」でどうぞ。",
        read=lambda text: check_answer("wishes", text),
        choices=(Choice("なし", "なし"),),
        optional=True,
        free=True,
        wish=True,
        words=lambda text: text or _LEFT_OUT,
    ),
}


def steps_for(session: ClassSession) -> list[Step]:
    """All questions once the session is known."""
    return [nickname_step(), people_step(), *(_ASKED[name] for name in session.asks)]


def step_named(field: str) -> Step:
    """The question for one field of an existing booking."""
    known: Iterable[Step] = (nickname_step(), people_step(), *_ASKED.values())
    return next(step for step in known if step.name == field)


def answers_from(raw: dict[str, Any]) -> BookingAnswers:
    """The answers as a booking keeps them."""
    fields = ("nickname", "people", "contact_detail", "agency", "wishes")
    return BookingAnswers(**{name: raw[name] for name in fields if name in raw})
