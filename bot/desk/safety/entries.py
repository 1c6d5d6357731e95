"""One safety text and for whom it is meant; each is checked when it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.conversation.assessment import About, Speaker
from bot.desk.safety import rules
from bot.guide.duty import Style

Category = Literal[
    "suicide", "self_harm", "overdose", "home_violence", "abuse", "dv", "child", "threat", "murder_suicide",
    "psychosis", "missing", "medical", "self_neglect", "exhaustion", "isolation", "money", "unknown",
]  # fmt: skip
Level = Literal["high", "imminent"]
Language = Literal["ja", "en"]
Number = Literal["119", "110"]

First = Annotated[
    str,
    Field(min_length=10, max_length=rules.FIRST_MAX),
    AfterValidator(rules.must_be_neutral_at_first),
    AfterValidator(rules.must_name_no_means),
    AfterValidator(rules.must_not_ask),
]
Ask = Annotated[
    str,
    Field(max_length=rules.SHORT_MAX),
    AfterValidator(rules.must_ask_once),
    AfterValidator(rules.must_name_no_means),
]
Note = Annotated[
    str,
    Field(max_length=rules.SHORT_MAX),
    AfterValidator(rules.must_not_ask),
    AfterValidator(rules.must_name_no_means),
]
Care = Annotated[
    str,
    Field(min_length=10, max_length=rules.CARE_MAX),
    AfterValidator(rules.must_be_neutral_at_first),
    AfterValidator(rules.must_name_no_means),
    AfterValidator(rules.must_not_ask),
]
Phrase = Annotated[
    str, Field(min_length=1, max_length=rules.FIRST_MAX), AfterValidator(rules.must_name_no_means)
]


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the choice of words depends on."""

    level: Level
    category: str | None = None
    about: About = About.NONE
    speaker: Speaker = Speaker.UNKNOWN
    traits: frozenset[str] = frozenset()
    language: Language = "ja"
    past: bool = False


class Strict(BaseModel):
    """Knows exactly its fields and does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class When(Strict):
    """For whom a text is meant; what is left out does not matter."""

    category: tuple[Category, ...] = ()
    level: Level | None = None
    about: tuple[About, ...] = ()
    speaker: tuple[Speaker, ...] = ()
    trait: str | None = None
    lang: Language = "ja"
    past: bool | None = None

    def fit(self, at: Situation) -> int | None:
        """How exactly this fits the situation, higher is more exact; None when it does not."""
        if self.lang != at.language or (self.level is not None and self.level != at.level):
            return None
        if self.category and at.category not in self.category:
            return None
        checks = (
            (100, bool(self.category), True),
            (10, self.trait is not None, self.trait in at.traits),
            (5, bool(self.speaker), at.speaker in self.speaker),
            (4, bool(self.about), at.about in self.about),
            (3, self.past is not None, self.past == at.past),
        )
        if any(asked and not met for _, asked, met in checks):
            return None
        return sum(weight for weight, asked, _ in checks if asked)

    @property
    def for_anybody(self) -> bool:
        """Whether nothing but the level is asked for."""
        return self == When(level=self.level)


class Entry(Strict):
    """Something to say, and for whom. `lines` are the kinds of help lines that fit it."""

    id: str
    when: When
    style: Style = "ja"
    lines: tuple[str, ...] = ()

    @property
    def wording(self) -> Style:
        """Which of the shared words go with it."""
        return "en" if self.when.lang == "en" else self.style


class Reply(Entry):
    """A reply to danger: what to do now, and one question."""

    emergency: Annotated[tuple[Number, ...], Field(min_length=1)]
    first: First
    ask: Ask
    note: Note = ""

    @model_validator(mode="after")
    def _imminent_names_its_numbers(self) -> Self:
        if self.when.level is None:
            raise ValueError("a reply says for which level it is")
        if self.when.level == "imminent" and not all(number in self.first for number in self.emergency):
            raise ValueError("an imminent reply names its emergency numbers in `first`")
        return self


class KindWord(Entry):
    """A kind word before the assistant's answer to somebody who is worn out."""

    words: Care


class Words(Strict):
    """The sentences that all replies of one style share."""

    called: Phrase
    called_urgent: Phrase
    called_again: Phrase
    calling: Phrase
    reading_unknown: Phrase
    write_on: Phrase
    lines: Phrase
    lines_urgent: Phrase
    sudden: Annotated[Phrase, Field(pattern=r"\{numbers\}")]
    offer: Phrase
    sos: Phrase
    one_line: Phrase
    ambulance: Phrase
    police: Phrase
    or_: Annotated[str, Field(alias="or")]


class CannotCall(Strict):
    """What is said to somebody who cannot phone today."""

    first: Annotated[Phrase, Field(pattern=r"\{reading\}")]
    first_imminent: Annotated[Phrase, Field(pattern=r"119(.|\n)*\{reading\}")]
    first_not_called: Phrase
    until: Phrase
    wish: Phrase
    written: Phrase
    page: Phrase
