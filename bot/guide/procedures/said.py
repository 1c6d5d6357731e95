"""Words that mean the same in every procedure: leaving, yes, no, leave it out, back, again."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

_ENDING = r"(?:です|ます|ね|よ|わ|と思います|ください|で)*"


class Said(Enum):
    """What a text means whatever is asked at the moment."""

    LEAVE = "leave"
    YES = "yes"
    NO = "no"
    SKIP = "skip"
    BACK = "back"
    AGAIN = "again"
    MEND = "mend"
    """An answer is to be changed, without saying which."""
    ENOUGH = "enough"
    """What was answered is enough: go on without the rest."""
    GO_ON = "go_on"
    """Take up again what was set aside."""
    THANKS = "thanks"


_WORDS: dict[Said, tuple[str, ...]] = {
    Said.LEAVE: (
        "やめる", "やめます", "やめた", "やめたい", "やめとく", "やめとくわ", "やめとこ", "やめときます", "やめておきます",
        "やめておく", "やっぱりやめる", "やっぱりやめます", "やっぱやめる", "やっぱりいい", "やっぱりいいです",
        "やっぱやめ", "やっぱりやめとく", "やっぱりやめときます", "もういい", "もういいです", "もうええ", "もうええわ",
        "中止", "中断", "終了", "またにします", "また今度", "また今度にします", "また後で", "あとにします", "あとでいい",
        "今はやめておきます", "今日はやめておきます", "考え直します", "ちょっと考えます", "キャンセル", "取りやめます",
        "yameru", "stop", "cancel", "quit",
    ),
    Said.YES: (
        "はい", "はいこの内容でお願いします", "はいそれで", "ええ", "うん", "うんそれで", "お願いします", "おねがいします",
        "お願い", "おねがい", "それで", "それでお願いします", "それでいい", "それでいいです", "それでええ", "それでええよ",
        "これで", "これでお願いします", "これでいいです", "大丈夫", "大丈夫です", "だいじょうぶ", "だいじょうぶです",
        "ok", "okです", "オッケー", "おっけー", "おけ", "yes", "いいです", "いいよ", "よろしい", "よろしいです",
        "よろしくお願いします", "よろしくお願いいたします", "よろしく", "頼みます", "頼んます", "合っています", "あってます",
        "合ってます", "間違いない", "間違いないです", "間違いありません", "その通り", "そうです", "hai", "待ちます", "待つ",
        "取り消します", "取り消す", "予約します", "予約する", "送ります", "送る", "申しこみます", "申し込みます",
        "間違いございません", "間違いなし", "相違ございません", "相違ありません", "相違ない", "相違ないです", "問題ない",
        "問題ありません", "問題ございません", "そんでええ", "そんでいい", "ほんでええ", "そうしてください", "予約して",
        "予約してください", "了解", "了解しました", "承知しました",
    ),
    Said.NO: (
        "いいえ", "いえ", "いや", "ううん", "ちがう", "違う", "違います", "ちがいます", "ちゃう", "ちゃいます", "だめ",
        "no", "のー", "iie", "結構です", "けっこうです", "待たない", "待ちません", "残す", "残します", "取り消さない",
    ),
    Said.SKIP: (
        "なし", "ない", "ないです", "ありません", "特になし", "特にない", "特にないです", "特にありません", "とくになし",
        "とくにない", "とくにありません", "なんもない", "なんもないわ", "スキップ", "飛ばす", "とばす", "とばして", "書かない",
        "書きません", "教えない", "教えたくない", "言いたくない", "いりません", "いらない", "不要", "わからない", "わかりません",
        "分からない", "分かりません", "どれでもよい", "どれでもいい", "どちらでも", "どちらでもよい", "どちらでもいい",
        "どっちでも", "どっちでもいい", "どっちでもええ", "こだわらない", "なんでも", "なんでもいい", "いつでも", "いつでもいい",
        "どこでも", "どこでもいい", "どれでも", "なんでもええ", "いつでもええ", "おまかせ", "お任せ", "お任せします", "まだ決めてない", "未定", "nashi", "skip",
        "ございません", "特にございません", "特にはございません", "特にはない", "特に", "とくに", "別に", "べつに", "別にない",
        "べつにない", "べつになし", "別になし", "書かないでおきます", "書かないでおく", "書きたくない", "パス", "教えられません",
    ),
    Said.BACK: ("戻る", "もどる", "戻って", "一つ戻る", "ひとつ戻る", "前に戻る", "前にもどる", "さっきの質問に戻る", "back", "戻りたい", "戻して", "ひとつ前", "一つ前"),
    Said.AGAIN: (
        "もう一度", "もういちど", "もう一回", "もういっかい", "もっかい", "なんて", "なんていった", "聞き逃した", "え",
        "続き", "つづき", "repeat",
    ),
    Said.MEND: (
        "直す", "なおす", "直したい", "なおしたい", "修正", "修正する", "修正したい", "訂正", "訂正する", "訂正したい", "変更",
        "変更する", "変更したい", "変える", "変えたい", "間違えた", "まちがえた", "間違えました", "まちがえました", "間違い", "内容を変えたい", "内容を変える", "内容を直したい", "内容を直す", "内容を変更したい",
    ),
    Said.ENOUGH: ("この条件でさがす", "これでさがす", "これで探す", "この条件で探す", "さがす", "探す", "探して", "検索"),
    Said.GO_ON: (
        "手続きを続ける", "続ける", "つづける", "続けます", "続きをする", "再開", "再開する", "このまま続ける",
        "このまま続けます",
    ),
    Said.THANKS: (
        "ありがとう", "ありがとうございます", "ありがとうございました", "ご丁寧にありがとうございます", "おおきに", "どうも",
        "どうもありがとう", "助かります", "助かりました", "感謝します", "恐れ入ります", "サンキュー", "thanks",
    ),
}  # fmt: skip
_BEFORE = re.compile(
    r"^(?:はい|ええ(?!よ|わ|で)|うん|いいえ|いえ|あっ?|えっと|じゃあ|では|ほな|ほんなら|やっぱり|やっぱ|すみません|すいません|ごめんなさい|いまは)"
)
"""Words before the one that counts: 「はい、お願いします」."""
_AFTER = re.compile(
    r"(?:(?:で|を)?(?:どうぞ)?(?:よろしく|宜しく)?(?:お願い|おねがい|お頼み)(?:いたします|致します|します|申し上げます|申します)?"
    r"|ありがとうございます|いいです|けっこうです|結構です|大丈夫です|だいじょうぶです|でございます|と思います|ください|下さい"
    r"|です|でs|だ|や|で|ね|わ|よ|な|かな|けど)$"
)
"""Courtesy after it: 「なしで大丈夫です」."""
_UNWILLING = re.compile(
    r"(?:教え|おしえ|言い|書き|出し|伝え)たくな|(?:教え|言え|書け)(?:られ)?(?:ない|ません)|伏せ(?:たい|させて)|持って(?:ない|いない|ません|おりません)"
)
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_BACK = re.compile(r"(?:前|さっき|ひとつ|一つ).{0,8}(?:戻|もど)(?:り|る|し|っ)")
_FINE = frozenset(
    {
        "大丈夫", "大丈夫です", "だいじょうぶ", "だいじょうぶです", "いいです", "ええです", "結構", "結構です", "けっこう",
        "けっこうです", "遠慮します", "遠慮しておきます", "遠慮しときます",
    }
)  # fmt: skip
"""Said to a question that can be left out, these leave it out."""


def plain(text: str) -> str:
    """A text without blanks, marks and capital letters, as it is compared."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum() or sign in "ー")


def in_hiragana(text: str) -> str:
    """A text whose katakana, half-width ones too, are hiragana: ﾌﾀﾘ is ふたり."""
    return unicodedata.normalize("NFKC", text).translate(_TO_HIRAGANA)


_BY_WORD = {in_hiragana(word): said for said, words in _WORDS.items() for word in words}


def meaning(text: str) -> Said | None:
    """What the text means, where that does not depend on the question."""
    found = next((_BY_WORD[word] for word in _bared(text) if word in _BY_WORD), None)
    if found is None and len(text) <= 20 and _BACK.search(unicodedata.normalize("NFKC", text)):
        return Said.BACK
    return found


def leaves_out(text: str) -> bool:
    """Whether the text leaves out a question that needs no answer: 「なし」「大丈夫です」."""
    if meaning(text) is Said.SKIP or any(word in _FINE for word in _bared(text)):
        return True
    return len(text) <= 25 and _UNWILLING.search(unicodedata.normalize("NFKC", text)) is not None


def _bared(text: str) -> list[str]:
    """The text, and what remains of it as courtesy is taken away at its ends."""
    words = [in_hiragana(plain(text))]
    while (shorter := _AFTER.sub("", words[-1])) != words[-1] and shorter:
        words.append(shorter)
    return [*words, *(rest for word in words if (rest := _BEFORE.sub("", word)) and rest != word)]


_NUMBER = re.compile(rf"(?:その|no|上から)?([1-9]\d?)(?:番|番目|つ目|つめ|つ)?{_ENDING}")


def number(text: str) -> int | None:
    """The number of a list's line that a text names; None when it names none."""
    found = _NUMBER.fullmatch(plain(text))
    return int(found[1]) if found else None


_POINTED = re.compile(r"(?<!\d)([1-9]\d?)\s*(?:番目?|つ目|個目|ばん)(?!地)|^([1-9])(?=は|の|って|が|を)")


def pointed_line(text: str) -> int | None:
    """The number of a list's line that a longer text speaks of: 「2番のことを詳しく」."""
    found = _POINTED.search(unicodedata.normalize("NFKC", text).strip())
    return int(found[1] or found[2]) if found else None


_ASKS = re.compile(
    r"[?？]\s*$|(?:ですか|ますか|でしょうか|ませんか|教えて|おしえて|知りたい|聞きたい|なんですか|いくら(?!でも)|どこ(?!でも|か)|いつ(?!でも|も|か|ごろでも)|何時(?!でも)|どうやって"
    r"|どんな|どのくらい|どれくらい|なぜ|なんで|ってなに|って何|とは|やろか|やろうか|ますでしょうか|でっか|かな(?:あ|ぁ|ー)?[。？?]*$|ありますでしょうか)"
)


_WISHES = re.compile(
    r"ほしい|欲しい|しないで|せんといて|さんといて|といて|ないでください|ください|下さい|もらえ|いただけ|くれ(?:へん|ません|ると)|お願い|頼み|困り?ます|避けて|控えて"
)


def is_wish(text: str) -> bool:
    """Whether a text asks that something be done or left."""
    return _WISHES.search(unicodedata.normalize("NFKC", text)) is not None


def looks_like_question(text: str) -> bool:
    """Whether a text may ask something instead of answering."""
    return _ASKS.search(unicodedata.normalize("NFKC", text)) is not None
