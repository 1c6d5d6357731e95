"""What every kind of procedure provides to the engine that asks its questions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.content import Bubble, Choice
from bot.guide.ports import UnitOfWork
from bot.guide.procedures.state import Procedure
from bot.guide.procedures.steps import Step


@dataclass(frozen=True, slots=True)
class Progress:
    """What is said next, and the procedure as it stands; None when it is over."""

    bubbles: tuple[Bubble, ...]
    procedure: Procedure | None = None
    ends: bool = True
    """Whether a standing procedure is over where no other follows; an answer in between ends nothing."""


class ProcedureOver(Exception):
    """There is nothing left to ask: `progress` says why and what else there is."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress


@dataclass(frozen=True, slots=True)
class Person:
    """Who goes through the procedure. `contact_id` is the contact's row."""

    contact_id: int
    now: datetime


class Script(ABC):
    """One kind of procedure."""

    confirms: bool = False
    """Whether everything is said once more and needs a yes."""

    @abstractmethod
    async def steps(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Sequence[Step]:
        """All questions, in order, as far as the answers so far decide them; ProcedureOver."""

    @abstractmethod
    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """Do it. The rows change in the caller's transaction, or not at all."""

    async def lead(self, uow: UnitOfWork, procedure: Procedure) -> str:
        """Said before the first question."""
        return ""

    async def noted(self, uow: UnitOfWork, procedure: Procedure, told: Collection[str]) -> str:
        """Said when answers were taken, before the next question. `told` are the names of their steps."""
        return ""

    async def beside(self, uow: UnitOfWork, procedure: Procedure) -> tuple[Choice, ...]:
        """Buttons for something else, under what `lead` or `noted` says."""
        return ()

    async def tells(self, uow: UnitOfWork, who: Person, procedure: Procedure, text: str) -> str:
        """The answer to a question about what the procedure is about; "" where it has none."""
        return ""

    def title(self, procedure: Procedure) -> str:
        """What is about to happen, said before the last yes."""
        return "次の内容でよろしいですか。"

    def left(self, procedure: Procedure) -> str:
        """Said when the person leaves."""
        return "わかりました。ここまでの内容は消しました。何も送っていません。またいつでもどうぞ。"
