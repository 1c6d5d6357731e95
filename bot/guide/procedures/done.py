"""What was done a moment ago: a doubled yes does nothing, and calls nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.content import Bubble
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import choices
from bot.guide.procedures.said import Said, meaning
from bot.guide.procedures.script import Person, Progress, Script
from bot.guide.procedures.session_answers import told_of
from bot.guide.procedures.session_steps import chosen
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.procedures.steps import NotAnAnswer, Step


@dataclass(frozen=True, slots=True)
class Done(Script):
    """Hears one more yes after the last."""

    async def steps(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Sequence[Step]:
        """The one question that is never put."""
        return [Step("yes", "", "", _yes)]

    async def tells(self, uow: UnitOfWork, who: Person, procedure: Procedure, text: str) -> str:
        """What is written about the session that was booked."""
        session = await chosen(uow, procedure)
        return told_of(session, text) if session else ""

    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """Say that it has been done."""
        look = choices.STATE if procedure.about == Kind.REQUEST else choices.MINE
        kept = {name: value for name, value in procedure.answers.items() if name != "yes"}
        return Progress((Bubble("はい、うけたまわっています。", (look,)),), replace(procedure, answers=kept))


def _yes(text: str) -> bool:
    if meaning(text) is not Said.YES:
        raise NotAnAnswer("")
    return True
