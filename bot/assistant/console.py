"""A twin of the assistant for development: a few words it knows, and faults on demand."""

from __future__ import annotations

from bot.conversation.content import Bubble, Choice
from bot.conversation.entities import HandoffReason
from bot.desk.ports import Answer, AssistantUnavailable, Question

_KNOWN = {
    "こんにちは": ("greet", "こんにちは。どんなことでも、書きたいところから書いてください。"),
    "家族教室": ("family_class", "家族教室は、ご家族が学び、話し合う場です。"),
    "居場所": ("place", "居場所は、ご本人が安心して過ごせる場です。"),
}
_OTHERWISE = ("out_of_scope", "ごめんなさい。それはここではお答えできません。")


class ConsoleAssistant:
    """Answers the same words in the same way, every time."""

    def __init__(self) -> None:
        self.away = ""
        """When set, every question fails with this code."""

    async def ask(self, question: Question) -> Answer:
        """The answer for the first known word, or the way out."""
        if self.away:
            raise AssistantUnavailable(self.away)
        if "相談員" in question.text:
            return Answer((), "talk_to_human", "talk_to_human", 1.0, HandoffReason.ASKED)
        topic, words = next((value for word, value in _KNOWN.items() if word in question.text), _OTHERWISE)
        bubble = Bubble(words, (Choice("家族教室について", "家族教室について"),))
        return Answer((bubble,), topic, topic, 1.0)
