"""Which boxes the form of each kind of entry has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.editor.catalogue import words
from bot.editor.catalogue.boxes import Box, Choices, Group, hours, listed, number, weeks
from bot.guide.keeping.catalogue_entries import AGENCY, HELP_LINE, SERVICE, TOPIC, EntryKind
from bot.guide.profile_fields import FACT_FIELDS

_BUBBLES = 3
_MORE_ASKED = 2
"""Empty boxes for new questions."""
_MORE_FIGURES = 1
_PHONES = ("dial_number", "general_desk_number")
_LONG = frozenset({"office_access", "online_how", "fees", "confidentiality"})
_PLACEHOLDER_HINT = "{section}（窓口の名前）、{reading}（次に読む時間）は、その時のことばに置きかわります。"


def groups(kind: EntryKind, fields: Mapping[str, Any], topics: Choices) -> list[Group]:
    """The form of an entry; `topics` are all that can be referred to."""
    if kind is SERVICE:
        return [*_service(), *_talk(fields, topics), _source(needed=True)]
    if kind is TOPIC:
        return [*_topic(), *_talk(fields, topics), _source(needed=False)]
    if kind is AGENCY:
        return [_agency(topics), _languages(), _source(needed=True)]
    return [*_line(), _source(needed=True)] if kind is HELP_LINE else _city()


def _service() -> list[Group]:
    texts = ("what", "for_whom", "how_often", "who_runs", "when", "where", "how_to_ask")
    return [
        Group("名前", (Box("label", needed=True, hint="20文字まで。ボタンにも出ます。"), listed("aliases"))),
        Group(
            "説明",
            (
                *(Box(name, "words", needed=True) for name in texts),
                Box("cost", "words"),
                Box("more", "words"),
            ),
            hint="それぞれが、そのまま答えの文になります。",
        ),
    ]


def _topic() -> list[Group]:
    bubbles = tuple(Box(f"bubbles.{index}", "words", needed=index == 0) for index in range(_BUBBLES))
    aspects = tuple(Box(f"aspects.{aspect}", "words", label=label) for aspect, label in words.ASPECTS.items())
    return [
        Group("名前", (Box("label", needed=True, hint="20文字まで。ボタンにも出ます。"), Box("ask"))),
        Group("答え", bubbles, hint="吹き出しは3つまでです。" + _PLACEHOLDER_HINT),
        Group("たずねごとの答え", aspects, folded=True),
    ]


def _talk(fields: Mapping[str, Any], topics: Choices) -> list[Group]:
    speakers = tuple(
        Box(f"by_speaker.{speaker}", "words", label=label) for speaker, label in words.SPEAKERS.items()
    )
    asked = [
        _asked(index, topics, new=index >= len(fields.get("asked", ())))
        for index in range(len(fields.get("asked", ())) + _MORE_ASKED)
    ]
    follow = Box("next", "picks", label="答えのあとのボタン", choices=topics)
    figures = [_figure(index) for index in range(len(fields.get("figures", ())) + _MORE_FIGURES)]
    return [
        *asked,
        *(figures if "stage" in fields else ()),
        Group("話す人ごとのひとこと", speakers, folded=True),
        Group("つぎの案内", (follow,), folded=True),
        _languages(),
    ]


def _asked(index: int, topics: Choices, *, new: bool) -> Group:
    place = f"asked.{index}"
    keywords = listed(f"{place}.keywords", "「、」で区切ります。「予約&必要」は、両方が入っているときです。")
    bubbles = tuple(
        Box(f"{place}.bubbles.{number}", "words", label=f"答え {number + 1}") for number in range(_BUBBLES)
    )
    follow = Box(f"{place}.next", "picks", label="この答えのあとのボタン", choices=topics)
    title = "よくある問いを加える" if new else f"よくある問い {index + 1}"
    return Group(title, (keywords, *bubbles, follow), folded=True)


def _figure(index: int) -> Group:
    place = f"figures.{index}"
    boxes = (
        Box(f"{place}.fiscal_year", label="年度", hint="「令和3年度」のように"),
        Box(f"{place}.kind", "pick", label="種類", choices=tuple(words.FIGURE_KINDS.items())),
        Box(f"{place}.text", "words", label="文"),
    )
    return Group(f"計画と実績 {index + 1}", boxes, folded=True)


def _languages() -> Group:
    boxes = (Box("easy", "words", needed=True), Box("en", "words", needed=True))
    return Group("ほかのことば", boxes, hint="日本語の説明を直したら、ここも合わせて直してください。")


def _source(*, needed: bool) -> Group:
    hint = "この日をすぎると、答えに「変わっているかもしれません」と添えます。"
    return Group(
        "出典と見直し",
        (Box("source", needed=needed), Box("review_by", "date", needed=needed, hint=hint)),
    )


def _agency(topics: Choices) -> Group:
    referrals = tuple(choice for choice in topics if choice[0].startswith("referral_"))
    where = Box("topics", "picks", choices=referrals, needed=True)
    return Group("関係機関", (Box("name", needed=True), where, Box("what", "words", needed=True)))


def _line() -> list[Group]:
    return [
        Group(
            "相談窓口",
            (
                Box("name", needed=True),
                Box("short_name", needed=True, hint="20文字まで。"),
                Box("number", "phone", needed=True),
                Box("for_whom", needed=True),
                Box("categories", "picks", choices=tuple(words.CATEGORIES.items()), needed=True),
                number("rank", "小さいものほど先にご案内します。"),
            ),
        ),
        Group(
            "受付時間",
            (
                hours("hours"),
                Box("hours_text", needed=True, hint="ご案内に出る書き方。"),
                Box(
                    "verified_on",
                    "date",
                    kept_when_empty=True,
                    hint="番号と時間を出典で確かめた日。空のあいだは、ご案内しません。",
                ),
            ),
        ),
    ]


def _city() -> list[Group]:
    facts = tuple(_fact(name) for name in FACT_FIELDS)
    return [
        Group("市と窓口の名前", (Box("city"), Box("section"))),
        Group("ご案内する情報", facts, hint="空のところは「まだ登録されていません」とお答えします。"),
        Group("ほかの困りごとの行き先", (Box("general_desk_name"), Box("general_desk_number", "phone"))),
        Group(
            "相談員が読む時間",
            (
                weeks("staffed"),
                Box("cutoff", hint="例：16:30。この時刻をすぎて届いたものは、次の受付日に読みます。"),
            ),
        ),
    ]


def _fact(name: str) -> Box:
    if name in _PHONES:
        return Box(name, "phone")
    return Box(name, "words" if name in _LONG else "url" if name.endswith("_url") else "line")
