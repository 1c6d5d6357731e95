"""What the assistant would say after a change that is not saved yet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.guide.answers import Guide
from bot.guide.bubbles import BubbleDict
from bot.guide.errors import CatalogueError
from bot.guide.help_line_file import load_help_lines
from bot.guide.help_lines import HelpLine
from bot.guide.keeping import catalogue_entries
from bot.guide.keeping.catalogue_entries import AGENCY, CITY, HELP_LINE, SERVICE, EntryKind, Fields, Files
from bot.guide.keeping.edit_catalogue import fault_words
from bot.guide.keeping.entry_checks import EntryRefused, FieldFault, checked
from bot.guide.profile import CityProfile, load_profile
from bot.guide.shelf import PROFILE, write_folder

_ASPECTS = {
    "what": "{label}について教えて",
    "when": "いつですか",
    "where": "どこですか",
    "how": "どうすればいいですか",
    "who": "だれが行けますか",
    "cost": "お金はかかりますか",
    "more": "もっとくわしく",
}
_CITY = {
    "greet": "こんにちは",
    "hours": "何時から何時までですか",
    "phone_consult": "電話で相談したい",
    "visit_consult": "窓口で相談したい",
    "online_consult": "オンラインで相談したい",
    "web_consult": "web相談をしたい",
    "cost": "お金はかかりますか",
    "privacy": "秘密は守られますか",
    "website_koho": "市のホームページは",
    "out_of_scope": "ほかの困りごとはどこに",
}
_REFERRAL = "referral_prefecture"


@dataclass(frozen=True, slots=True)
class Said:
    """One question of a person and the bubbles that answer it."""

    question: str
    bubbles: list[BubbleDict]


@dataclass(frozen=True, slots=True)
class Draft:
    """The whole catalogue as it would be: `guide` speaks from it."""

    guide: Guide
    lines: list[HelpLine]
    profile: CityProfile


def with_draft(files: Files, kind: EntryKind, name: str, fields: Fields) -> dict[str, str]:
    """All files with the draft in them; EntryRefused names what is wrong with it."""
    kept = checked(kind, {**fields, **({"id": name} if name else {})})
    names = {entry.name for entry in catalogue_entries.entries(files, kind)}
    if kept.get("id", "") not in names:
        return {**files, **catalogue_entries.added(files, kind, kept)}
    return {**files, **catalogue_entries.changed(files, kind, name, kept)}


def draft_of(files: Files) -> Draft:
    """A guide that speaks from these files, wherever they come from."""
    with tempfile.TemporaryDirectory(prefix="akari-draft-") as temporary:
        folder = Path(temporary)
        write_folder(files, folder)
        try:
            profile = load_profile(folder / PROFILE)
            lines = load_help_lines(folder / "help_lines.yml")
            return Draft(Guide.from_folder(folder, profile), lines, profile)
        except CatalogueError as error:
            raise EntryRefused([FieldFault("", fault_words(error))]) from None


def talk(
    draft: Draft, kind: EntryKind, name: str, fields: Fields, now: datetime, *, speaker: str | None, lang: str
) -> list[Said]:
    """The answers in which the entry shows, each after the question that leads to it."""
    return [
        Said(
            question, draft.guide.answer(topic, aspect=aspect, speaker=speaker, lang=lang, now=now, text=text)
        )
        for question, topic, aspect, text in _questions(draft, kind, name, fields, lang)
    ]


def _questions(
    draft: Draft, kind: EntryKind, name: str, fields: Fields, lang: str
) -> Iterator[tuple[str, str, str, str]]:
    if kind is CITY:
        yield from ((question, topic, "what", "") for topic, question in _CITY.items())
    elif kind is HELP_LINE:
        yield "県の窓口を教えて", _REFERRAL, "what", ""
    elif kind is AGENCY:
        for topic in fields.get("topics", ()):
            yield draft.guide.question(topic), topic, "what", ""
    else:
        aspects = _ASPECTS if kind is SERVICE else {"what": "{label}", **_own_aspects(fields)}
        for aspect, question in aspects.items() if lang == "ja" else [("what", draft.guide.question(name))]:
            plain = question.format(label=draft.guide.label(name))
            yield plain if aspect != "what" else draft.guide.question(name), name, aspect, ""
        if lang == "ja":
            for asked in fields.get("asked", ()):
                words = asked["keywords"][0].replace("&", " ")
                yield f"…{words}…", name, "what", words


def _own_aspects(fields: Fields) -> dict[str, str]:
    return {aspect: _ASPECTS.get(aspect, "ほかには") for aspect in fields.get("aspects", {})}
