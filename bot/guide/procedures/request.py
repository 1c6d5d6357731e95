"""Asking something of the desk in the talk: field by field, then a yes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversation.content import Bubble
from bot.guide.entities.plain import fold, plain
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import choices
from bot.guide.procedures.contacts import read_contact, read_phone
from bot.guide.procedures.names import without_courtesy
from bot.guide.procedures.request_questions import (
    BUTTONS,
    CHOICES,
    INSTEAD,
    NAMES,
    NEEDED,
    OPEN,
    OWN,
    QUESTIONS,
    SURE,
    UNITS,
    WISHES,
)
from bot.guide.procedures.script import Person, Progress, Script
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.procedures.steps import NotAnAnswer, Read, Step, one_of
from bot.guide.procedures.wished import read_wished
from bot.guide.requests.ask import ask_in
from bot.guide.requests.entities import Request
from bot.guide.requests.errors import RequestRefused
from bot.guide.requests.form import FormField, check_field, form_of
from bot.guide.requests.kinds import RequestKind

Reading = Callable[[datetime], str]
"""Says, for a moment, when a human will read: one sentence, or ""."""


@dataclass(frozen=True, slots=True)
class AskDesk(Script):
    """Puts a request on the desk."""

    reading: Reading
    confirms: bool = True

    async def steps(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Sequence[Step]:
        """What this kind of request asks."""
        kind = RequestKind(procedure.about)
        return [request_step(kind, field, who.now) for field in form_of(kind)]

    async def lead(self, uow: UnitOfWork, procedure: Procedure) -> str:
        """What it is about, and how to leave."""
        label = RequestKind(procedure.about).label
        return f"「{label}」ですね。いくつかおたずねします。途中でやめるときは「やめる」と送ってください。"

    def title(self, procedure: Procedure) -> str:
        """Said over the summary."""
        return f"「{RequestKind(procedure.about).label}」を次の内容で申し込みます。よろしいですか。"

    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """Put it on the desk; the same, still open, is not put there twice."""
        kind = RequestKind(procedure.about)
        try:
            request = await ask_in(uow, who.contact_id, kind, dict(procedure.answers), who.now)
        except RequestRefused as error:
            return Progress((Bubble(error.text, (choices.REQUESTS[kind], choices.HUMAN)),))
        said = (
            f"「{kind.label}」のお申し込みを受けました（受付番号{request.id}）。"
            f"担当者が確かめて、お返事します。{self.reading(who.now)}"
        )
        return Progress((Bubble(said, (choices.STATE,)),), Procedure(Kind.DONE, Kind.REQUEST))


def request_step(kind: RequestKind, field: FormField, now: datetime) -> Step:
    """The question for one field."""
    name = field.name
    question = OWN.get((kind, name)) or QUESTIONS[name]
    options = CHOICES.get(name, ())
    buttons = tuple(choice for choice, _ in options) or BUTTONS.get(name, ())
    if not field.required and not buttons:
        buttons = (choices.SKIP,)
    labels = {value: choice.label for choice, value in options}
    return Step(
        name=name,
        label=field.label,
        question=question,
        read=_reader(kind, name, now),
        choices=buttons,
        optional=not field.required,
        left_out=_left_out(name),
        free=name not in SURE and not options,
        wish=name in WISHES,
        open=name in OPEN,
        needed=NEEDED.get(name, ""),
        instead=tuple(choices.REQUESTS[other] for other in INSTEAD.get(name, ()) if other is not kind),
        words=lambda value: (
            labels.get(value, f"{value}{UNITS.get(name, '')}" if value != "" else "") or "なし"
        ),
    )


def overview(requests: Sequence[Request]) -> Bubble:
    """What the person has asked for, and how far it is."""
    if not requests:
        return Bubble("お申し込みは見つかりませんでした。折り返しの電話などを、ここから頼めます。",
                      (choices.REQUESTS[RequestKind.CALL_BACK], choices.HUMAN))  # fmt: skip
    told = "\n".join(_line(request) for request in requests[:5])
    return Bubble(f"お申し込みの状況です。\n{told}", (choices.HUMAN,))


def _line(request: Request) -> str:
    note = f"\n　担当者から：{request.note}" if request.note else ""
    return f"・{request.kind.label}（受付番号{request.id}）：{request.state.words}{note}"


def _reader(kind: RequestKind, name: str, now: datetime) -> Read:
    options = CHOICES.get(name)
    if options:
        words = {choice.text: value for choice, value in options}
        if name == "person_knows":
            return _person_knows
        return one_of(words, f"{'、'.join(choice.label for choice, _ in options)}の中から教えてください。")

    def read(text: str) -> Any:
        return check_field(kind, name, _told(name, text, now))

    return read


def _told(name: str, text: str, now: datetime) -> str:
    """What was told for a field, without the courtesy around it."""
    match name:
        case "wished":
            return read_wished(text, now)
        case "phone":
            return read_phone(text)
        case "contact_detail":
            return read_contact(text)
        case "people" | "copies":
            return _number_in(text)
    return without_courtesy(text) if name in NAMES else text


_NUMBER_IN = re.compile(r"(?<!\d)(\d{1,5})\s*(?:人|名|部|冊)")


def _number_in(text: str) -> str:
    """The number that a text counts with: 「30人くらいの予定です」."""
    found = _NUMBER_IN.findall(plain(fold(text)).text)
    return found[0] if len(found) == 1 else without_courtesy(text)


_KNOWS_NOT = re.compile(
    r"知りま(?:せ|へ)|(?:知ら|知らせて|言って|いって|話して|伝えて|相談して)(?:い)?(?:な|ま(?:せ|へ)|へん|ず|ん)|内緒|ないしょ|まだ|いいえ|秘密"
)
_UNSURE = re.compile(r"わから|分から|わかん|微妙|どうだろ|たぶん|多分|どちらとも|はっきり")
_KNOWS = re.compile(r"知って|話し|伝え|言って|言い|はい|うん|ええ|了解|承知|本人の希望|本人が")


def _person_knows(text: str) -> str:
    told = unicodedata.normalize("NFKC", text)
    for pattern, value in ((_UNSURE, "unsure"), (_KNOWS_NOT, "no"), (_KNOWS, "yes")):
        if len(told) <= 40 and pattern.search(told):
            return value
    raise NotAnAnswer(
        "ご本人が知っているかどうか、「知っている」「知らない」「わからない」で教えてください。"
    )


def _left_out(name: str) -> Any:
    return {"person_knows": "unsure", "copies": 1, "people": 1}.get(name, "")
