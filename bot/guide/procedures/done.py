"""What was done a moment ago: a doubled yes does nothing, and calls nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.content import Bubble
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import choices
from bot.guide.procedures.said import Said, meaning
from bot.guide.procedures.script import Person, Progress, Script
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.procedures.steps import NotAnAnswer, Step


@dataclass(frozen=True, slots=True)
class Done(Script):
    """Hears one more yes after the last."""

    async def steps(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Sequence[Step]:
        """The one question that is never put."""
        return [Step("yes", "", "", _yes)]

    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """Say that it has been done."""
        look = choices.STATE if procedure.about == Kind.REQUEST else choices.MINE
        return Progress(
            (Bubble("はい、うけたまわっています。", (look,)),), Procedure(Kind.DONE, procedure.about)
        )


def _yes(text: str) -> bool:
    if meaning(text) is not Said.YES:
        raise NotAnAnswer("")
    return True
