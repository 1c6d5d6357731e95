"""Going through a procedure: the next question, the answer to the last, the final yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bot.conversation.content import Bubble, Choice
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import choices
from bot.guide.procedures.mending import Mended, mended
from bot.guide.procedures.said import Said, is_wish, looks_like_question, meaning, number, plain
from bot.guide.procedures.script import Person, ProcedureOver, Progress, Script
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.procedures.steps import REFUSED, Step

CONFIRM = "confirm"
"""The name of the last question, the yes."""
_FREE_MAX = 40
"""A free answer longer than this may well be something else that the person wants to say."""
_UNANSWERED = "ごめんなさい。いまのご質問には、ここではうまくお答えできませんでした。"
_STEERS = frozenset({Said.LEAVE, Said.BACK, Said.AGAIN, Said.MEND})


class Heard(Enum):
    """Whether a text belongs to the procedure."""

    NOT_MINE = "not_mine"
    MINE = "mine"
    ASIDE = "aside"
    """It may be something else: the assistant is asked, and the procedure goes on after it."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Runs the scripts."""

    scripts: Mapping[Kind, Script]

    async def begin(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """The first open question; or the end, where nothing is open or nothing is possible."""
        try:
            return await self._first(uow, who, procedure)
        except ProcedureOver as over:
            return over.progress

    async def _first(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        first = await self._next(uow, who, procedure)
        lead = await self.scripts[procedure.kind].lead(uow, procedure)
        if not lead or first.procedure is None or not first.bubbles:
            return first
        asked = first.bubbles[0]
        return replace(first, bubbles=(replace(asked, text=f"{lead}\n{asked.text}"), *first.bubbles[1:]))

    async def hear(self, uow: UnitOfWork, who: Person, procedure: Procedure, text: str) -> Heard:
        """Whether the text is for the procedure. Nothing is changed."""
        try:
            steps = await self.scripts[procedure.kind].steps(uow, who, procedure)
        except ProcedureOver:
            return Heard.NOT_MINE if procedure.kind is Kind.LOOK else Heard.MINE
        said = meaning(text)
        step = _asked(steps, procedure)
        if procedure.kind is Kind.LOOK:
            return Heard.MINE if step and _reads(step, text) else Heard.NOT_MINE
        if procedure.paused:
            return Heard.MINE if said is Said.GO_ON else Heard.NOT_MINE
        if said in _STEERS or said is Said.ENOUGH or said is Said.GO_ON:
            return Heard.MINE
        if mended(steps, procedure.answers, text) is not None:
            return Heard.MINE
        if step is None:
            return Heard.MINE if said in (Said.YES, Said.NO) else Heard.ASIDE
        return _heard(step, text, said)

    async def take(self, uow: UnitOfWork, who: Person, procedure: Procedure, text: str) -> Progress:
        """Take the text as an answer, whatever it is, and go on."""
        try:
            return await self._take(uow, who, replace(procedure, paused=False), text)
        except ProcedureOver as over:
            return over.progress

    async def again(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """The question that stands, once more."""
        try:
            return await self._next(uow, who, procedure)
        except ProcedureOver as over:
            return over.progress

    async def _take(self, uow: UnitOfWork, who: Person, procedure: Procedure, text: str) -> Progress:
        script = self.scripts[procedure.kind]
        steps = await script.steps(uow, who, procedure)
        said, step = meaning(text), _asked(steps, procedure)
        if said is Said.LEAVE:
            return Progress((Bubble(script.left(procedure)),))
        if said in (Said.AGAIN, Said.GO_ON):
            return await self._next(uow, who, procedure)
        if said is Said.BACK:
            return await self._next(uow, who, _back(steps, procedure))
        if said is Said.ENOUGH and procedure.kind is Kind.FIND_PLACE:
            return await script.finish(uow, who, procedure)
        if said is Said.MEND or (step is None and said is Said.NO):
            return Progress((_which(steps, procedure),), procedure)
        mend = (
            None
            if step is not None and _reads(step, text) and step.free
            else mended(steps, procedure.answers, text)
        )
        if mend is not None:
            return await self._next(uow, who, _mend(procedure, mend))
        if step is None:
            return await self._confirmed(uow, who, procedure, said)
        if step.free and said in (Said.YES, Said.NO) and not (said is Said.NO and step.optional):
            return _ask_again("そのままの言葉で、お書きください。", step, procedure)
        if step.free and not step.wish and said is None and looks_like_question(text):
            return _ask_again(_UNANSWERED, step, procedure)
        return await self._answered(uow, who, procedure, step, text)

    async def _confirmed(
        self, uow: UnitOfWork, who: Person, procedure: Procedure, said: Said | None
    ) -> Progress:
        if said is not Said.YES:
            again = await self._next(uow, who, procedure)
            hint = (
                "よろしければ「はい」、直すところがあれば「直す」、やめるときは「やめる」と送ってください。"
            )
            first = again.bubbles[0]
            return replace(again, bubbles=(replace(first, text=f"{first.text}\n{hint}"),))
        done = await self.scripts[procedure.kind].finish(uow, who, procedure)
        return await self._carried_on(uow, who, done)

    async def _answered(
        self, uow: UnitOfWork, who: Person, procedure: Procedure, step: Step, text: str
    ) -> Progress:
        try:
            value = _read(step, text)
        except REFUSED as error:
            return Progress((Bubble(error.text, _buttons(step), cards=step.cards),), procedure)
        return await self._next(uow, who, replace(procedure.with_answer(step.name, value), shown=()))

    async def _next(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        script = self.scripts[procedure.kind]
        steps = await script.steps(uow, who, procedure)
        step = next((one for one in steps if one.name not in procedure.answers), None)
        if step is not None:
            asking = replace(procedure, asked=step.name, shown=step.shown)
            return Progress((Bubble(step.question, _buttons(step), cards=step.cards),), asking)
        if not script.confirms:
            return await self._carried_on(uow, who, await script.finish(uow, who, procedure))
        return Progress((_summary(script, steps, procedure),), replace(procedure, asked=CONFIRM, shown=()))

    async def _carried_on(self, uow: UnitOfWork, who: Person, done: Progress) -> Progress:
        """Where one procedure ends in another, its first question follows."""
        if done.procedure is None or done.bubbles:
            return done
        return await self._first(uow, who, done.procedure)


def _ask_again(why: str, step: Step, procedure: Procedure) -> Progress:
    return Progress((Bubble(f"{why}\n{step.question}", _buttons(step), cards=step.cards),), procedure)


def _asked(steps: Sequence[Step], procedure: Procedure) -> Step | None:
    """The step whose question stands; None for the last yes."""
    return next((step for step in steps if step.name not in procedure.answers), None)


def _heard(step: Step, text: str, said: Said | None) -> Heard:
    if step.optional and said is Said.SKIP:
        return Heard.MINE
    if _pressed(step, text) is not None:
        return Heard.MINE
    if not _reads(step, text):
        return Heard.ASIDE
    if not step.free:
        return Heard.MINE
    doubtful = (looks_like_question(text) and not (step.wish and is_wish(text))) or (
        len(text) > _FREE_MAX and not step.wish
    )
    return Heard.ASIDE if doubtful else Heard.MINE


def _reads(step: Step, text: str) -> bool:
    try:
        _read(step, text)
    except REFUSED:
        return False
    return True


def _read(step: Step, text: str) -> object:
    """The answer as it is kept; REFUSED when it is none."""
    pressed = _pressed(step, text)
    said = meaning(pressed or text)
    if step.optional and (said is Said.SKIP or (said is Said.NO and step.free)):
        return step.left_out
    try:
        return step.read(pressed or text)
    except REFUSED:
        place = number(text)
        if place is None or not 1 <= place <= len(step.choices) or step.free:
            raise
        chosen = step.choices[place - 1].text
        return step.left_out if step.optional and meaning(chosen) is Said.SKIP else step.read(chosen)


def _pressed(step: Step, text: str) -> str | None:
    """What the step's button says whose label or text was sent."""
    said = plain(text)
    return next((one.text for one in step.choices if said in (plain(one.text), plain(one.label))), None)


def _buttons(step: Step) -> tuple[Choice, ...]:
    return (*step.choices, choices.LEAVE)


def _back(steps: Sequence[Step], procedure: Procedure) -> Procedure:
    answered = [step.name for step in steps if step.name in procedure.answers]
    return procedure.without(answered[-1]) if answered else procedure


def _mend(procedure: Procedure, mend: Mended) -> Procedure:
    if mend.has_value:
        return procedure.with_answer(mend.step.name, mend.value)
    return procedure.without(mend.step.name)


def _which(steps: Sequence[Step], procedure: Procedure) -> Bubble:
    answered = [step for step in steps if step.name in procedure.answers]
    buttons = tuple(Choice(step.label[:20], f"{step.label}を直したい") for step in answered[:10])
    return Bubble("どこを直しますか。「人数は3人」のように、直したあとの内容を送ってくださってもだいじょうぶです。",
                  (*buttons, choices.LEAVE))  # fmt: skip


def _summary(script: Script, steps: Sequence[Step], procedure: Procedure) -> Bubble:
    told = "\n".join(f"・{step.label}：{step.words(procedure.answers[step.name])}" for step in steps)
    buttons = (Choice(script.yes(procedure), "はい"), choices.MEND, choices.LEAVE)
    return Bubble(f"{script.title(procedure)}\n{told}", buttons)
