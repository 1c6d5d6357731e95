"""Words written so that a filter does not see them: 氏にたい, タヒにたい, 4にたい, 〇にたい."""

from __future__ import annotations

import regex

Piece = tuple[str, int, int]

_BLANK = "[〇○◯●*＊×✕✖☓□■◎xX]"
# What follows 死 in its verb forms; 市に対して, 氏に大抵 and 4にたいする are kept apart.
_WISH = r"(?:に(?:た(?:い(?![しすせ応策へ肥])|く|か|み|さ|す|え|ぃ)|てー|てえ|てぇ|とう|そう|ま(?:す|し)|ゃ))"
_VERB = r"(?:ぬ(?!れ)|ね(?![こがりる])|んだ(?:ほ|ら|り|方|っ)|んで(?:し|や|も|る|ま)|のう)"

# (what is written, the part that stands for another word, that word)
_MASKS: tuple[tuple[regex.Pattern[str], str], ...] = tuple(
    (regex.compile(pattern), word)
    for pattern, word in (
        (rf"タヒ(?={_WISH}|{_VERB}|ん)", "死"),
        (rf"(?<![\p{{Han}}\w])[氏市四](?={_WISH})", "死"),
        (r"(?<!\p{Han})[氏市](?=んだ(?:ほ|方))", "死"),
        (rf"(?<![\d.月年])4(?={_WISH}|ぬ|のう)", "死"),
        (r"(?<![\d.月年])4(?=んでま|んだほ)", "死"),
        (rf"{_BLANK}(?={_WISH}|のう[とか])", "死"),
        (rf"(?<=[うもあ]|^){_BLANK}(?=ぬ)", "死"),
        (rf"自{_BLANK}(?=し(?:たい|よ|ま)|願望|未遂)", "自殺"),
        (rf"(?<=[きキ]){_BLANK}(?=たい|てしま)", "え"),
        (rf"(?<=リ){_BLANK}(?=カ)", "ス"),
        (r"(?<!\d)56(?=[すしさせ])", "殺"),
        (r"(?<=し)[ns]じ[ゃや](?=い?たい)", "に"),
    )
)
_FIXED: tuple[tuple[regex.Pattern[str], str], ...] = (
    (regex.compile(r"しnじゃ?い?(?=たい)"), "しに"),
    (regex.compile(r"し[〇○*●]たい"), "しにたい"),
)


def reveal(pieces: list[Piece]) -> list[Piece]:
    """The same text with hidden words written out, each at the place of its disguise."""
    for pattern, word in _FIXED + _MASKS:
        text = "".join(piece[0] for piece in pieces)
        for match in reversed(list(pattern.finditer(text))):
            start, end = pieces[match.start()][1], pieces[match.end() - 1][2]
            pieces = pieces[: match.start()] + [(c, start, end) for c in word] + pieces[match.end() :]
    return pieces
