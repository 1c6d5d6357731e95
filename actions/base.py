"""What every action of ours has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import library
from actions.turn import Turn
from bot.guide.answers import Guide


class TurnAction(Action, ABC):  # type: ignore[misc]
    """An action that answers one turn with the guide at hand."""

    @abstractmethod
    def name(self) -> str:
        """The action's name in domain.yml."""

    @abstractmethod
    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Say something and return what is to be remembered."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Rasa's entrance."""
        return self.answer(Turn.of(tracker), library.guide(), dispatcher)
