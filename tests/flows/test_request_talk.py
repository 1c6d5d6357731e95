"""Requests and the place finder in the conversation."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from bot.conversation.entities import MessageKind
from bot.conversation.status import Status
from bot.desk.events import Said
from bot.desk.ports import Entity
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.requests.kinds import RequestKind
from tests.counters import CounterDesk, understood
from tests.desks import TestDesk

CALL_BACK = "折り返しの電話をお願いしたい"


@pytest.fixture
def counter(desk: TestDesk) -> CounterDesk:
    return CounterDesk(desk)


async def test_call_back_lands_on_the_desk_when_every_question_is_answered(counter: CounterDesk) -> None:
    await counter.says(CALL_BACK, "みかん", "０９０ー１２３４ー５６７８", "平日の午前中", "なし")
    assert await counter.requests() == []
    assert "受付番号" in await counter.says("はい")
    (request,) = await counter.requests()
    assert request.kind is RequestKind.CALL_BACK
    assert request.fields["phone"] == "09012345678"


async def test_wish_begins_the_request_when_it_is_clear(counter: CounterDesk) -> None:
    said = await counter.says("折り返し電話してほしいです")
    assert "お名前" in said
    assert (await counter.procedure()) == Procedure(
        Kind.REQUEST, RequestKind.CALL_BACK.value, asked="nickname"
    )


async def test_button_is_offered_when_it_is_only_a_question(counter: CounterDesk) -> None:
    await counter.says("折り返しって何分くらいでかかってきますか")
    assert (await counter.buttons())["折り返しを頼む"] == CALL_BACK
    assert await counter.procedure() is None


async def test_state_is_told_when_the_person_asks(counter: CounterDesk) -> None:
    await counter.says(CALL_BACK, "みかん", "09012345678", "平日", "なし", "はい")
    assert "受けつけました" in await counter.says("さっき頼んだ件どうなりましたか")


async def test_question_stands_when_the_number_is_none(counter: CounterDesk) -> None:
    assert "市外局番から" in await counter.says(CALL_BACK, "みかん", "12")
    assert "つながりやすい" in await counter.says("0790000000")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("あしたの午後", "（11月25日（水）午後）"),
        ("来週の土曜", "（12月5日（土））"),
        ("平日ならいつでも", "平日ならいつでも"),
    ],
)
async def test_wished_day_is_kept_with_what_it_means(counter: CounterDesk, text: str, kept: str) -> None:
    await counter.says("来所相談を申し込みたい", "みかん", text, "書かない", "書かない", "なし", "はい")
    (request,) = await counter.requests()
    assert kept in request.fields["wished"]


@pytest.mark.parametrize("text", ["11月1日", "2月30日", "ばなな"])
async def test_wished_day_is_asked_again_when_there_is_none(counter: CounterDesk, text: str) -> None:
    await counter.says("来所相談を申し込みたい", "みかん", text)
    procedure = await counter.procedure()
    assert procedure is not None
    assert procedure.asked == "wished"


async def test_same_request_is_put_on_the_desk_once(counter: CounterDesk) -> None:
    for _ in range(2):
        await counter.says(CALL_BACK, "みかん", "09012345678", "平日", "なし", "はい")
    assert len(await counter.requests()) == 1


async def test_worried_person_asks_for_a_chat_while_waiting(counter: CounterDesk) -> None:
    await counter.says("もう死にたい")
    await counter.says("電話はむずかしい")
    buttons = await counter.buttons()
    assert "いつごろ" in await counter.says(buttons["チャット相談を予約"], "みかん")
    await counter.says("あしたの午前", "なし", "はい")
    (request,) = await counter.requests()
    assert request.kind is RequestKind.CHAT_APPOINTMENT
    assert (await counter.desk.conversation()).status is Status.WAITING


async def test_danger_in_a_request_calls_a_human_and_nothing_is_sent(counter: CounterDesk) -> None:
    await counter.says(CALL_BACK, "みかん", "いま飲んだ")
    assert await counter.requests() == []
    assert await counter.procedure() is None
    assert (await counter.desk.conversation()).status is Status.WAITING


async def test_worry_is_answered_and_kept_when_help_is_being_asked_for(counter: CounterDesk) -> None:
    said = await counter.says("来所相談を申し込みたい", "みかん", "あした", "書かない", "もう限界です")
    assert "気をつけて" in said
    procedure = await counter.procedure()
    assert procedure is not None
    assert procedure.answers["about"] == "もう限界です"


async def test_counselor_reads_on_when_the_conversation_was_claimed(counter: CounterDesk) -> None:
    await counter.says(CALL_BACK, "みかん", "今すぐ人と話したい")
    counselor = await counter.desk.counselor()
    await counter.desk.counsel.claim((await counter.desk.conversation()).id, counselor)
    await counter.desk.work()
    assert await counter.says("09012345678") == ""
    assert await counter.requests() == []


async def test_places_are_found_when_only_what_matters_is_asked(counter: CounterDesk) -> None:
    await counter.place(name="水曜の居場所", weekdays=("wed",))
    await counter.place(name="土曜の居場所", weekdays=("sat",))
    assert "何曜日" in await counter.says("居場所を条件でさがしたい")
    said = await counter.says("土曜がいいです")
    assert "土曜の居場所" in said
    assert "水曜の居場所" not in said
    procedure = await counter.procedure()
    assert procedure is not None
    assert "weekday" not in procedure.answers


async def test_further_places_and_single_ones_are_shown_when_asked_for(counter: CounterDesk) -> None:
    for number in range(1, 8):
        await counter.place(name=f"居場所{'あいうえおかき'[number - 1]}", how_to_ask="窓口へどうぞ。")
    said = await counter.says("居場所はありますか")
    assert "居場所う" in said
    assert "居場所え" not in said
    assert "4. 居場所え" in await counter.says((await counter.buttons())["もっと見る"])
    said = await counter.says("2番のことを詳しく")
    assert "居場所い" in said
    assert "窓口へどうぞ" in said
    assert "窓口に聞いてみる" in await counter.buttons()
    assert "居場所き" in await counter.says("居場所きはどんなところ？")
    assert "（cost）" in await counter.says("費用は？")


async def test_way_to_ask_is_told_when_the_button_of_a_place_is_pressed(counter: CounterDesk) -> None:
    await counter.place(name="土曜の居場所", how_to_ask="前の日までにお知らせください。")
    await counter.says("居場所はありますか")
    await counter.says("1")
    said = await counter.says((await counter.buttons())["窓口に聞いてみる"])
    assert "前の日までにお知らせください" in said
    assert "折り返しを頼む" in await counter.buttons()
    assert "こちらの居場所です" not in said


async def test_another_way_is_offered_when_the_number_is_not_told(counter: CounterDesk) -> None:
    assert "チャット" in await counter.says(CALL_BACK, "みかん", "電話番号は教えたくないです")
    assert "チャット相談を予約" in await counter.buttons()


async def test_number_with_a_missing_digit_is_asked_again(counter: CounterDesk) -> None:
    assert "けた数" in await counter.says(CALL_BACK, "みかん", "090-1234-567")


async def test_nearest_in_kind_is_offered_when_nothing_fits(counter: CounterDesk) -> None:
    await counter.place(name="水曜の居場所", weekdays=("wed",))
    await counter.place(name="土曜の居場所", weekdays=("sat",))
    said = await counter.says("居場所を条件でさがしたい", "日曜")
    assert "ぴったりの居場所は見つかりませんでした" in said


async def test_family_is_told_what_to_pass_on(counter: CounterDesk) -> None:
    await counter.place(name="水曜の居場所", persons_only=True)
    counter.desk.assistant.script["居場所はありますか"] = understood("place", speaker="family")
    assert "ご本人のための場所" in await counter.says("居場所はありますか")


async def test_places_nearest_come_first_when_a_location_is_sent(counter: CounterDesk) -> None:
    await counter.place(name="遠い居場所", latitude=35.0, longitude=135.0)
    await counter.place(name="近い居場所", latitude=34.8, longitude=134.7)
    desk = counter.desk
    said = desk.said("", kind=MessageKind.LOCATION)
    await desk.receive("line", [_at(said, (34.81, 134.71))])
    await desk.work()
    text = desk.channel.texts[-1]
    assert text.index("近い居場所") < text.index("遠い居場所")
    assert "近い順" in text


async def test_location_is_kept_nowhere(counter: CounterDesk) -> None:
    await counter.place(name="近い居場所", latitude=34.8, longitude=134.7)
    desk = counter.desk
    await desk.receive("line", [_at(desk.said("", kind=MessageKind.LOCATION), (34.8123, 134.7123))])
    await desk.work()
    url = desk.store.engine.url.database
    assert url is not None
    with sqlite3.connect(url) as database:
        raw = "\n".join(database.iterdump())
    assert "近い居場所" in raw
    assert "34.8123" not in raw
    transcript = await desk.transcript()
    assert all("34.81" not in message.text for message in transcript)


async def test_person_is_told_when_no_place_is_registered(counter: CounterDesk) -> None:
    assert "まだ登録されていません" in await counter.says("居場所を条件でさがしたい")


async def test_topic_is_noted_when_the_assistant_has_understood(counter: CounterDesk) -> None:
    counter.desk.assistant.script["38歳の息子です"] = understood(
        "first_step", entities=(Entity("age", "38"),)
    )
    await counter.says("38歳の息子です")
    assert (await counter.desk.transcript())[0].topic == "first_step"


def _at(said: Said, spot: tuple[float, float]) -> Said:
    return replace(said, spot=spot)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("知りません", "no"), ("まだ言うてへん", "no"), ("話してあります", "yes"), ("微妙です", "unsure")],
)
async def test_whether_the_person_knows_is_understood_in_own_words(
    counter: CounterDesk, text: str, kept: str
) -> None:
    await counter.says("訪問相談を申し込みたい", "みかん", "北町", "0790000000", "平日", text)
    procedure = await counter.procedure()
    assert procedure is not None
    assert procedure.answers["person_knows"] == kept
