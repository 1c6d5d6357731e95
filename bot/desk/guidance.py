"""What to say when danger, worry or a wish for a human decides: words plus the lines open now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.conversation.assessment import Assessment
from bot.conversation.content import Bubble
from bot.conversation.levels import RiskLevel
from bot.desk import safety, wording
from bot.desk.phrases import SOS
from bot.guide.duty import Style
from bot.guide.help_lines import HelpLine, open_now
from bot.guide.profile import CityProfile

_log = structlog.get_logger()
Lines = Callable[[], Sequence[HelpLine]]
Profile = Callable[[], CityProfile]
Reading = Callable[[datetime, Style], str]
"""Says, for a moment, when a human will read: one sentence, or "" when nothing is known."""
Reachable = Callable[[datetime], bool]
"""Whether somebody can be called at a moment when it is urgent, whatever the hour."""


def _nobody(_now: datetime) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Guidance:
    """Composes the front desk's own replies. `lines` and `profile` are looked up at each use,
    because the staff may change them at any time."""

    lines: Lines
    profile: Profile
    reading: Reading
    reachable: Reachable = _nobody
    book: safety.Book = field(default_factory=safety.shipped)

    def protect(
        self, assessment: Assessment, text: str, now: datetime, *, again: bool = False
    ) -> tuple[Bubble, ...]:
        """The reply to danger; `again` when this talk has had one already."""
        style = safety.style(assessment, text, again=again, book=self.book)
        return safety.reply(
            assessment,
            text,
            self._lines(assessment, text, now),
            self._reading(now, style),
            again=again,
            calling=self._calling(now),
            book=self.book,
        )

    def cannot_call(self, level: RiskLevel, text: str, now: datetime) -> tuple[Bubble, ...]:
        """The reply to somebody who cannot phone; `level` is the conversation's."""
        lines = self._open(now, ("chat", "sns"))
        return safety.cannot_call(
            lines,
            self._reading(now, safety.language(text)),
            self.profile(),
            level=level,
            text=text,
            calling=self._calling(now),
            book=self.book,
        )

    def with_care(
        self, assessment: Assessment, answer: Sequence[Bubble], now: datetime, *, offer: bool, text: str = ""
    ) -> tuple[Bubble, ...]:
        """The assistant's answer, with a kind word before it and one open line."""
        lines = self._lines(assessment, text, now)
        return safety.with_care(assessment, answer, lines, offer=offer, text=text, book=self.book)

    def _lines(self, assessment: Assessment, text: str, now: datetime) -> Sequence[HelpLine]:
        return self._open(now, safety.line_categories(assessment, text, book=self.book))

    def _open(self, now: datetime, kinds: Iterable[str]) -> Sequence[HelpLine]:
        # A fault in the facts must not take the reply away: 119 and 110 do not depend on them.
        try:
            return open_now(self.lines(), now, kinds)
        except Exception as error:
            _log.error("help_lines_failed", code=type(error).__name__)
            return ()

    def _calling(self, now: datetime) -> bool:
        try:
            return self.reachable(now)
        except Exception as error:
            _log.error("duty_failed", code=type(error).__name__)
            return False

    def _reading(self, now: datetime, style: Style) -> str:
        try:
            return self.reading(now, style)
        except Exception as error:
            _log.error("reading_time_failed", code=type(error).__name__)
            return ""

    def handed_over(self, now: datetime, text: str = "") -> tuple[Bubble, ...]:
        """The reply to somebody who asked for a human, in the language of `text`."""
        language = safety.language(text)
        return (wording.handed_over(self._reading(now, language), language),)

    def assistant_away(self, assessment: Assessment, now: datetime) -> tuple[Bubble, ...]:
        """The reply while the assistant does not answer."""
        away = (wording.assistant_away(),)
        if assessment.level is RiskLevel.ELEVATED:
            return self.with_care(assessment, away, now, offer=True)
        return away

    def welcome(self) -> tuple[Bubble, ...]:
        """The first words to a new friend: who we are and the terms; no question is put."""
        profile = self.profile()
        who = profile.section or "ひきこもり相談の窓口"
        return (
            Bubble(
                f"はじめまして。{who}の自動案内「灯り（あかり）」です。"
                "ご家族のこと、ご自身のこと、どんな小さなことでも、書きたいところから書いてください。"
            ),
            Bubble(
                "・自動の案内が24時間お答えします。救急や警察の代わりにはなりません\n"
                "・お名前は書かなくてかまいません\n"
                "・書かれたことは相談のためだけに使い、秘密を守ります\n"
                "・命に関わるときは、守るために必要なところへ伝えることがあります\n"
                "・「今すぐ人と話したい」で、いつでも相談員を呼べます",
                (SOS,),
            ),
        )
