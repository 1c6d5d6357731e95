"""Going through a procedure: the next question, the answer to the last, the final yes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bot.conversation.content import Bubble
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import asking, besides, choices, switching
from bot.guide.procedures.hearing import is_answer, pressed, read, reads
from bot.guide.procedures.mending import Mended
from bot.guide.procedures.said import Said, is_wish, leaves_out, looks_like_question, meaning, number
from bot.guide.procedures.script import Person, ProcedureOver, Progress, Script
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.procedures.steps import REFUSED, Step
from bot.guide.procedures.volunteered import volunteered

CONFIRM = "confirm"
"""The name of the last question, the yes."""
_UNANSWERED = "ごめんなさい。いまのご質問には、ここではうまくお答えできませんでした。"
_HEARD = "はい、うかがっています。"
_NEEDED = "ここだけは、ひとことお願いできますか。"
_STEERS = frozenset({Said.LEAVE, Said.BACK, Said.AGAIN, Said.MEND, Said.ENOUGH, Said.GO_ON})


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
        if first.procedure is None:
            return first
        script = self.scripts[procedure.kind]
        lead, beside = await script.lead(uow, procedure), await script.beside(uow, procedure)
        return asking.before(lead, first, *beside)

    async def hear(self, uow: UnitOfWork, who: Person, procedure: Procedure, text: str) -> Heard:
        """Whether the text is for the procedure. Nothing is changed."""
        script = self.scripts[procedure.kind]
        try:
            steps = await script.steps(uow, who, procedure)
        except ProcedureOver:
            return Heard.NOT_MINE if procedure.kind.only_shown else Heard.MINE
        said, step = meaning(text), asking.asked(steps, procedure.answers)
        if procedure.kind.only_shown:
            answers = step is not None and is_answer(step, text, said)
            told = not answers and await script.tells(uow, who, procedure, text)
            return Heard.MINE if answers or told else Heard.NOT_MINE
        if procedure.paused:
            goes_on = said is Said.GO_ON or (step is not None and pressed(step, text) is not None)
            return Heard.MINE if goes_on else Heard.NOT_MINE
        if said in _STEERS or (procedure.turn_to and said in (Said.YES, Said.NO)):
            return Heard.MINE
        if besides.calls_human(step, text):
            return Heard.ASIDE
        if besides.wishes_else(step, procedure, text) or await script.tells(uow, who, procedure, text):
            return Heard.MINE
        if besides.mends(steps, procedure, step, text):
            return Heard.MINE
        if step is None:
            # A bare number would choose among the assistant's last buttons, which nobody sees any more.
            return Heard.MINE if said in (Said.YES, Said.NO) or number(text) else Heard.ASIDE
        if _leaves_needed(step, text) or besides.known(steps, procedure, step, text):
            return Heard.MINE
        if besides.others(steps, procedure, step, text):
            return Heard.MINE
        return Heard.MINE if is_answer(step, text, said) else Heard.ASIDE

    async def take(self, uow: UnitOfWork, who: Person, procedure: Procedure, text: str) -> Progress:
        """Take the text as an answer, whatever it is, and go on."""
        try:
            if procedure.turn_to and meaning(text) is Said.YES:
                turned = Procedure(Kind(procedure.turn_to["kind"]), procedure.turn_to["about"])
                return await self._first(uow, who, replace(turned, speaker=procedure.speaker))
            if procedure.turn_to and meaning(text) is Said.NO:
                return await self.again(uow, who, procedure)
            return await self._take(uow, who, replace(procedure, paused=False, turn_to={}), text)
        except ProcedureOver as over:
            return over.progress

    async def again(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """The question that stands, once more."""
        try:
            return await self._next(uow, who, replace(procedure, turn_to={}))
        except ProcedureOver as over:
            return over.progress

    async def _take(self, uow: UnitOfWork, who: Person, procedure: Procedure, text: str) -> Progress:
        script = self.scripts[procedure.kind]
        steps = await script.steps(uow, who, procedure)
        said, step = meaning(text), asking.asked(steps, procedure.answers)
        steered = await self._steered(uow, who, procedure, said, steps)
        if steered is not None:
            return steered
        wished = besides.wishes_else(step, procedure, text)
        if wished is not None:
            turning = replace(procedure, turn_to={"kind": wished.kind.value, "about": wished.about})
            return Progress((switching.offer(procedure, wished),), turning)
        told = await script.tells(uow, who, procedure, text)
        if told and procedure.kind.only_shown:
            return asking.after_answer("", Progress((Bubble(told),), procedure))
        if told:
            return asking.after_answer(told, await self._next(uow, who, procedure))
        mends = besides.mends(steps, procedure, step, text)
        if mends:
            return await self._noted(uow, who, _mend(procedure, mends), {one.step.name for one in mends})
        if step is not None and besides.known(steps, procedure, step, text):
            return asking.before(_HEARD, await self._next(uow, who, procedure))
        if step is None:
            return await self._confirmed(uow, who, procedure, said)
        return await self._answered(uow, who, procedure, steps, step, text)

    async def _steered(
        self, uow: UnitOfWork, who: Person, procedure: Procedure, said: Said | None, steps: Sequence[Step]
    ) -> Progress | None:
        """What is done with words that mean the same at every question."""
        if said is Said.LEAVE:
            return Progress((Bubble(self.scripts[procedure.kind].left(procedure)),))
        if said in (Said.AGAIN, Said.GO_ON):
            return await self._next(uow, who, procedure)
        if said is Said.BACK:
            return await self._next(uow, who, _back(steps, procedure))
        if said is Said.ENOUGH and procedure.kind is Kind.FIND_PLACE:
            return await self.scripts[procedure.kind].finish(uow, who, procedure)
        at_the_end = asking.asked(steps, procedure.answers) is None
        if said is Said.MEND or (at_the_end and said is Said.NO):
            return Progress((asking.which(steps, procedure.answers),), procedure)
        return None

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
        self,
        uow: UnitOfWork,
        who: Person,
        procedure: Procedure,
        steps: Sequence[Step],
        step: Step,
        text: str,
    ) -> Progress:
        refusal = _no_answer(step, procedure, text)
        if refusal is not None:
            return refusal
        others = besides.others(steps, procedure, step, text)
        known = replace(procedure, answers={**procedure.answers, **others}, shown=())
        told = {*others, step.name}
        rest = volunteered(steps, text) if others else None
        if rest is not None and step.name in rest.answers:
            known = known.with_answer(step.name, rest.answers[step.name])
            return await self._noted(uow, who, known, told)
        if rest is not None and not rest.rest:
            return await self._noted(uow, who, known, told)
        try:
            value = read(step, rest.rest if rest is not None and step.free else text)
        except REFUSED as error:
            if others:
                return await self._noted(uow, who, known, told)
            return asking.refused(error.text, step, procedure)
        return await self._noted(uow, who, known.with_answer(step.name, value), told)

    async def _noted(
        self, uow: UnitOfWork, who: Person, procedure: Procedure, told: Collection[str]
    ) -> Progress:
        """The next question, after a word about the answers that were taken."""
        script, following = self.scripts[procedure.kind], await self._next(uow, who, procedure)
        noted = await script.noted(uow, procedure, told)
        if not noted or following.procedure is None or following.procedure.asked == CONFIRM:
            return following
        return asking.before(noted, following, *await script.beside(uow, procedure))

    async def _next(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        script = self.scripts[procedure.kind]
        steps = await script.steps(uow, who, procedure)
        step = asking.asked(steps, procedure.answers)
        if step is not None:
            standing = replace(procedure, asked=step.name, shown=step.shown)
            return Progress((asking.question(step),), standing)
        if not script.confirms:
            return await self._carried_on(uow, who, await script.finish(uow, who, procedure))
        told = asking.summary(script.title(procedure), steps, procedure.answers)
        return Progress((told,), replace(procedure, asked=CONFIRM, shown=()))

    async def _carried_on(self, uow: UnitOfWork, who: Person, done: Progress) -> Progress:
        """Where one procedure ends in another, its first question follows."""
        if done.procedure is None or done.bubbles:
            return done
        return await self._first(uow, who, done.procedure)


def _no_answer(step: Step, procedure: Procedure, text: str) -> Progress | None:
    """What is said to words that do not answer a question in the person's own words."""
    if _leaves_needed(step, text):
        return asking.ask_again(step.needed or _NEEDED, step, procedure, *step.instead)
    if not step.free or pressed(step, text) is not None:
        return None
    said = meaning(text)
    if said is Said.THANKS:
        return asking.ask_again("こちらこそ、ありがとうございます。", step, procedure)
    if said is Said.YES and not (step.optional and leaves_out(text)):
        return asking.ask_again("そのままの言葉で、お書きください。", step, procedure)
    if said is Said.NO and not step.optional:
        return asking.ask_again("そのままの言葉で、お書きください。", step, procedure)
    if looks_like_question(text) and not step.open and not (step.wish and is_wish(text)):
        return asking.ask_again(_UNANSWERED, step, procedure, choices.HUMAN)
    return None


def _leaves_needed(step: Step, text: str) -> bool:
    """Whether somebody does not want to answer what cannot be left out."""
    if step.optional or not leaves_out(text) or pressed(step, text) is not None:
        return False
    return (step.free and not step.wish) or (bool(step.needed) and not reads(step, text))


def _back(steps: Sequence[Step], procedure: Procedure) -> Procedure:
    answered = [step.name for step in steps if step.name in procedure.answers]
    return procedure.without(answered[-1]) if answered else procedure


def _mend(procedure: Procedure, mends: Sequence[Mended]) -> Procedure:
    for one in mends:
        procedure = (
            procedure.with_answer(one.step.name, one.value)
            if one.has_value
            else procedure.without(one.step.name)
        )
    return procedure
