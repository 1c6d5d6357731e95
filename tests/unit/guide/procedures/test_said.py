"""Words that mean the same at every question."""

from __future__ import annotations

import pytest

from bot.guide.procedures.said import Said, leaves_out, looks_like_question, meaning, number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("はい、間違いございません。よろしくお願い申し上げます。", Said.YES),
        ("相違ございません。よろしくお願いいたします。", Said.YES),
        ("はいそれでお願いします", Said.YES),
        ("はい🙆", Said.YES),
        ("ﾊｲ", Said.YES),
        ("そんでええよ", Said.YES),
        ("ほんなら、うん", Said.YES),
        ("いいえ、違います", Said.NO),
        ("ちゃうわ", Said.NO),
        ("やっぱりやめときます", Said.LEAVE),
        ("すみません、またにします", Said.LEAVE),
        ("ひとつ前に戻りたい", Said.BACK),
        ("さっきの質問に戻ってもらえますか", Said.BACK),
        ("直したいです", Said.MEND),
        ("このまま続けます", Said.GO_ON),
        ("おおきに", Said.THANKS),
        ("ありがとうございます", Said.THANKS),
        ("もういっかい", Said.AGAIN),
        ("みかん", None),
        ("2人", None),
        ("家", None),
        ("やめさせてもらえなくて困っています", None),
    ],
)
def test_meaning_is_seen_in_everyday_words(text: str, said: Said | None) -> None:
    assert meaning(text) is said


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("特にございません", True),
        ("ﾅｼ", True),
        ("なしで大丈夫です", True),
        ("なんもないで", True),
        ("べつにないわ", True),
        ("大丈夫です", True),
        ("結構です", True),
        ("電話番号は教えたくないです", True),
        ("携帯は持っておりません", True),
        ("はい", False),
        ("家に電話しないでほしい", False),
        ("梨田", False),
    ],
)
def test_question_is_left_out_by_words_that_say_so(text: str, left_out: bool) -> None:
    assert leaves_out(text) is left_out


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("どこでやるんですか", True),
        ("駐車場は？", True),
        ("何時から", True),
        ("いつでもいいです", False),
        ("どこでもいいです", False),
        ("平日ならいつでも", False),
    ],
)
def test_question_is_told_from_an_answer(text: str, asks: bool) -> None:
    assert looks_like_question(text) is asks


@pytest.mark.parametrize(
    ("text", "place"),
    [("1", 1), ("②", 2), ("３番で", 3), ("上から2つ目", 2), ("12月5日", None), ("みかん", None)],
)
def test_number_of_a_line_is_read(text: str, place: int | None) -> None:
    assert number(text) == place
