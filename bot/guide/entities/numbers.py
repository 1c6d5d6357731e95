"""Ages, and how many people: 38歳, 四十代, 中2, 息子は38です; 二人で, 3名."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.guide.entities.plain import Plain

Span = tuple[str, int, int]
"""A value, and the stretch of the plain text it was read from."""

_OLDEST = 115
_KIN_AFTER = "息子|娘|むすこ|むすめ|長男|次男|三男|長女|次女|子|孫|夫|妻|主人|旦那|母|父|兄|弟|姉|妹|せがれ|甥|姪|叔|伯|両親|親|義"
_KIN_BEFORE = r"(?:息子|娘|むすこ|むすめ|男|女|子ども|子供|子|孫|夫|妻|主人|旦那|母|父|兄|弟|姉|妹|せがれ|甥|姪|親|わたし|私|僕|俺|自分|本人|おかん|おとん)"
_NO_UNIT = r"(?!\d|[人名時分年月日回万円つ個番度週階部件%:/.\-〜~]|か月|ヶ月|ヵ月|曜|年生|時間|らい)"
_YEARS = re.compile(r"(?<!\d)(?P<n>\d{1,3})(?:歳|才|さい|sai|yearsold|-year-old|yrsold)")
_DECADE = re.compile(r"(?<!\d)(?P<n>[1-9]0)代(?:前半|後半|半ば|なかば)?")
_BESIDE = (
    re.compile(rf"(?<!\d)(?P<n>\d{{2,3}}){_NO_UNIT}(?=(?:過ぎ|すぎ|超え|こえ)?(?:た|の)+(?:{_KIN_AFTER}))"),
    re.compile(
        rf"{_KIN_BEFORE}(?:さん|ちゃん)?(?:が|は|も|、|\()*(?:今年で?|もう|今|まだ|すでに|たしか|とっくに)*(?P<n>\d{{2,3}}){_NO_UNIT}"
    ),
    re.compile(
        rf"(?<!\d)(?P<n>[1-9]\d){_NO_UNIT}(?=過ぎ|すぎ|を?超え|を?こえ|手前|にな(?:り|る|っ)|歳|路|やけど|やねん)"
    ),
    re.compile(r"(?:^|[。、!?]|今)(?P<n>[1-9]\d)(?=です|や(?:ねん|で|けど)|だけど|。|$)"),
    re.compile(r"(?:iam|i'm|heis|sheis|sonis|daughteris|sheis|aged?)(?P<n>\d{2})(?!\d)"),
)
_GRADES = (
    (re.compile(r"小(?:学校?)?(?P<n>[1-6])(?:年生?)?(?![\d人月])"), 6),
    (re.compile(r"中(?:学校?)?(?P<n>[1-3])(?:年生?)?(?![\d人月])"), 12),
    (re.compile(r"高(?:校)?(?P<n>[1-3])(?:年生?)?(?![\d人月])"), 15),
)
_SCHOOLS = (
    (re.compile(r"小学生"), "6-12"),
    (re.compile(r"中学生"), "13-15"),
    (re.compile(r"高校生"), "16-18"),
    (re.compile(r"大学生"), "19-22"),
    (re.compile(r"はたち|20歳"), "20"),
    (re.compile(r"30路"), "30"),
    (re.compile(r"40路"), "40"),
    (re.compile(r"還暦"), "60"),
)
_PEOPLE = re.compile(
    r"(?<![\d第何])(?P<n>\d{1,3})(?:人|名)(?!暮らし|ぐらし|っ子|目|前|称|息子|娘|ひとり|三脚|とも|部屋)(?!で?(?:暮ら|住ん|住み|生活))"
)
_ALONE = re.compile(
    r"(?:1人|1名|(?<![お])ひとり|独り)(?=で(?:も)?(?:参加|行|い[くっけ]|伺|申|来|出席)|です|分|増|追加)"
)
_BOTH = re.compile(r"ふたり(?=で(?:参加|行|い[くっけ]|伺|申|来|出席)|です|分)")


def read_ages(plain: Plain) -> Iterator[Span]:
    """Ages in years, as `38` or as a span `40-49`."""
    for grade, before in _GRADES:
        for match in grade.finditer(plain.text):
            yield str(before + int(match["n"])), *match.span()
    for school, value in _SCHOOLS:
        for match in school.finditer(plain.text):
            yield value, *match.span()
    for match in _YEARS.finditer(plain.text):
        yield from _age(match, *match.span())
    for match in _DECADE.finditer(plain.text):
        yield f"{match['n']}-{int(match['n']) + 9}", *match.span()
    for pattern in _BESIDE:
        for match in pattern.finditer(plain.text):
            start, end = match.span("n")
            if plain.text[end : end + 1] not in ("歳", "才", "代"):
                yield from _age(match, start, end)


def read_counts(plain: Plain) -> Iterator[Span]:
    """How many people."""
    for match in _PEOPLE.finditer(plain.text):
        if int(match["n"]) > 1:
            yield str(int(match["n"])), *match.span()
    for match in _ALONE.finditer(plain.text):
        yield "1", *match.span()
    for match in _BOTH.finditer(plain.text):
        yield "2", *match.span()


def _age(match: re.Match[str], start: int, end: int) -> Iterator[Span]:
    years = int(match["n"])
    if 0 < years <= _OLDEST:
        yield str(years), start, end
