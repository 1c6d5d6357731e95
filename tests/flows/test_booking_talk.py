"""Booking in the conversation: words in, rows and words out."""

from __future__ import annotations

import pytest

from bot.conversation.entities import HandoffReason
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.guide.bookings.entities import BookingState
from bot.guide.procedures.state import Kind
from tests.counters import SAID, CounterDesk, understood
from tests.desks import TestDesk


@pytest.fixture
def counter(desk: TestDesk) -> CounterDesk:
    return CounterDesk(desk)


async def test_session_is_booked_when_every_question_is_answered(counter: CounterDesk) -> None:
    session = await counter.session(asks=("contact_detail", "wishes"))
    await counter.session(
        starts_at=session.starts_at.replace(day=12), ends_at=session.ends_at.replace(day=12)
    )
    assert "1. 12月5日（土）" in await counter.says("家族教室を予約したい")
    assert "お名前" in await counter.says("1")
    assert "何人" in await counter.says("みかんと申します")
    assert "ご連絡先" in await counter.says("2人")
    assert "気をつけて" in await counter.says("書かない")
    summary = await counter.says("家に電話しないでもらえますか")
    assert "みかん" in summary
    assert "2人" in summary
    assert await counter.bookings() == []
    assert "予約番号" in await counter.says("はい")
    (booking,) = await counter.bookings()
    answers = booking.answers
    assert (booking.session_id, answers.nickname, answers.people) == (session.id, "みかん", 2)
    assert (answers.contact_detail, answers.wishes) == ("", "家に電話しないでもらえますか")
    assert "うけたまわっています" in await counter.says("はい")
    assert len(await counter.bookings()) == 1


async def test_dates_are_shown_under_the_answer_when_there_are_any(counter: CounterDesk) -> None:
    assert "これからの回" not in await counter.says("家族教室って何ですか")
    await counter.session(capacity=3)
    said = await counter.says("家族教室って何ですか")
    assert SAID in said
    assert "12月5日（土）14時から16時まで" in said
    assert "あと3席" in said
    assert counter.desk.assistant.asked[-1].dated == ("family_class",)


async def test_number_books_the_date_when_dates_were_shown(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室って何ですか")
    assert "お名前" in await counter.says("1")


@pytest.mark.parametrize(
    "text", ["12月5日でお願いします", "１２／５", "令和8年12月5日", "来週の土曜", "十二月五日"]
)
async def test_date_books_the_date_when_dates_were_shown(counter: CounterDesk, text: str) -> None:
    await counter.session()
    await counter.says("家族教室って何ですか")
    assert "お名前" in await counter.says(text)


async def test_other_words_are_ordinary_talk_when_dates_were_shown(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室って何ですか")
    assert "（cost）" in await counter.says("費用はかかりますか")
    assert await counter.procedure() is None


async def test_question_is_answered_and_the_booking_goes_on_when_asked_in_between(
    counter: CounterDesk,
) -> None:
    await counter.session()
    said = await counter.says("家族教室を予約したい", "みかん", "費用はかかりますか")
    assert "（cost）" in said
    assert "何人" in said
    assert "よろしいですか" in await counter.says("1人")


async def test_out_of_scope_is_answered_and_the_booking_goes_on(counter: CounterDesk) -> None:
    await counter.session()
    said = await counter.says("家族教室を予約したい", "明日の天気を教えて")
    assert "（out_of_scope）" in said
    assert "お名前" in said


@pytest.mark.parametrize(
    "word", ["やめる", "やっぱりやめます", "もういいです", "キャンセル", "また今度にします"]
)
async def test_nothing_stays_when_the_person_leaves(counter: CounterDesk, word: str) -> None:
    await counter.session()
    said = await counter.says("家族教室を予約したい", "みかん", word)
    assert "何も送っていません" in said
    assert await counter.procedure() is None
    assert await counter.bookings() == []
    assert "（nonsense）" in await counter.says("2人")


@pytest.mark.parametrize(
    ("text", "people"),
    [("やっぱり3人で", 3), ("人数は3人です", 3), ("2人じゃなくて4人", 4), ("人数を五人に変更して", 5)],
)
async def test_answer_changes_when_it_is_corrected_before_the_yes(
    counter: CounterDesk, text: str, people: int
) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "2人")
    assert f"人数：{people}人" in await counter.says(text)
    await counter.says("はい")
    assert [booking.people for booking in await counter.bookings()] == [people]


async def test_question_is_put_again_when_only_the_field_is_named(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "2人", "直す")
    buttons = await counter.buttons()
    assert "お名前" in buttons
    assert "お名前を教えて" in await counter.says(buttons["お名前"])
    assert "お名前：れもん" in await counter.says("れもんです")


async def test_last_question_is_put_again_when_the_person_goes_back(counter: CounterDesk) -> None:
    await counter.session()
    assert "お名前" in await counter.says("家族教室を予約したい", "みかん", "戻る")


async def test_yes_is_understood_when_the_assistant_reads_it_as_one(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "1人")
    counter.desk.assistant.script["ほんならそれで頼んますわ"] = understood("thanks", intent="affirm")
    assert "予約番号" in await counter.says("ほんならそれで頼んますわ")


@pytest.mark.parametrize(
    ("text", "words"),
    [("0人", "1人から10人"), ("500人", "1人から10人"), ("たくさん", "1から10"), ("２名と３名", "1から10")],
)
async def test_question_stands_when_the_number_is_wrong(counter: CounterDesk, text: str, words: str) -> None:
    await counter.session()
    assert words in await counter.says("家族教室を予約したい", "みかん", text)
    assert "よろしいですか" in await counter.says("二人")


@pytest.mark.parametrize("text", ["11月1日", "2月30日", "12月5日（月）", "ばなな", "令和3年12月5日"])
async def test_session_is_asked_again_when_the_date_is_wrong(counter: CounterDesk, text: str) -> None:
    first = await counter.session()
    await counter.session(starts_at=first.starts_at.replace(day=12), ends_at=first.ends_at.replace(day=12))
    await counter.says("家族教室を予約したい", text)
    procedure = await counter.procedure()
    assert procedure is not None
    assert procedure.asked == "session"
    assert "お名前" in await counter.says("12月12日")


@pytest.mark.parametrize("name", ["🍊", "みかん🍊さん", "はなこです", "ＡＢＣ"])
async def test_name_is_kept_when_it_is_an_unusual_one(counter: CounterDesk, name: str) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", name, "1人", "はい")
    assert len(await counter.bookings()) == 1


async def test_danger_ends_the_booking_and_nothing_is_sent(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん")
    assert "よろしいですか" not in await counter.says("もう死にたい")
    assert await counter.procedure() is None
    assert (await counter.desk.conversation()).status is Status.WAITING
    assert await counter.says("2人") == ""
    assert await counter.bookings() == []


async def test_worry_sets_the_booking_aside_until_the_person_goes_on(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん")
    counter.desk.assistant.script["もう限界です"] = understood("how_to_treat")
    said = await counter.says("もう限界です")
    assert "何人" not in said
    assert "続ける" in "".join(await counter.buttons())
    assert "何人" in await counter.says("手続きを続ける")


async def test_ordinary_talk_goes_on_when_the_booking_was_set_aside(counter: CounterDesk) -> None:
    await counter.session()
    counter.desk.assistant.script["もう限界です"] = understood("how_to_treat")
    await counter.says("家族教室を予約したい", "みかん", "もう限界です")
    said = await counter.says("費用は？")
    assert "（cost）" in said
    assert "何人" not in said


async def test_wish_for_a_human_ends_the_booking(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "今すぐ人と話したい")
    assert await counter.procedure() is None


async def test_booking_goes_on_when_the_assistant_is_away(counter: CounterDesk) -> None:
    session = await counter.session()
    await counter.says("家族教室って何ですか")
    counter.desk.assistant.away = True
    await counter.says("1", "みかん", "これはなんですか", "2人")
    assert "予約番号" in await counter.says("はい")
    assert [booking.session_id for booking in await counter.bookings()] == [session.id]


async def test_button_books_when_the_assistant_is_away(counter: CounterDesk) -> None:
    session = await counter.session()
    counter.desk.assistant.away = True
    assert "お名前" in await counter.says(f"12月5日（土）の回（番号{session.id}）を予約したい")


async def test_booking_is_found_again_when_the_person_returns_the_next_day(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "2人", "はい")
    counter.desk.clock.pass_time(days=1)
    said = await counter.says("予約を確かめたい")
    assert "12月5日" in said
    assert "みかんさん" in said


async def test_half_filled_booking_is_forgotten_when_half_a_day_has_passed(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん")
    counter.desk.clock.pass_time(hours=13)
    assert "（nonsense）" in await counter.says("2人")


async def test_second_tap_books_nothing_twice(counter: CounterDesk) -> None:
    session = await counter.session()
    tap = f"12月5日（土）の回（番号{session.id}）を予約したい"
    await counter.says(tap, tap, "みかん", "1人", "はい", "はい")
    assert len(await counter.bookings()) == 1
    await counter.says(tap, "みかん", "1人")
    assert "もうご予約があります" in await counter.says("はい")
    assert len(await counter.bookings()) == 1


async def test_waiting_list_is_offered_when_the_session_is_full(counter: CounterDesk) -> None:
    session = await counter.session(capacity=2)
    await counter.says("家族教室を予約したい", "れもん", "2人", "はい", person="U2")
    said = await counter.says(
        f"12月5日（土）の回（番号{session.id}）の空きを待ちたい", "みかん", "1人", "はい"
    )
    assert "満席" in said
    assert "空き待ちに入りました" in await counter.says("空きを待つ", "はい")
    assert [booking.state for booking in await counter.bookings()] == [BookingState.WAITING]


async def test_free_seat_is_taken_when_the_one_who_waits_says_yes(counter: CounterDesk) -> None:
    session = await counter.session(capacity=1)
    await counter.says("家族教室を予約したい", "れもん", "1人", "はい", person="U2")
    wait = f"12月5日（土）の回（番号{session.id}）の空きを待ちたい"
    await counter.says(wait, "みかん", "1人", "はい", "空きを待つ", "はい")
    await counter.says("予約をキャンセルしたい", "取り消します", person="U2")
    assert [booking.state for booking in await counter.bookings()] == [BookingState.OFFERED]
    assert "お席をお取りしました" in await counter.says("はい、お願いします")
    assert [booking.state for booking in await counter.bookings()] == [BookingState.BOOKED]


async def test_number_of_people_is_changed_by_the_button(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "1人", "はい")
    change = (await counter.buttons())["変更する"]
    assert "変更しました" in await counter.says(change, "人数", "3人")
    assert [booking.people for booking in await counter.bookings()] == [3]


async def test_old_booking_stands_when_the_change_needs_more_seats(counter: CounterDesk) -> None:
    await counter.session(capacity=2)
    await counter.says("家族教室を予約したい", "みかん", "1人", "はい")
    assert "そのまま残っています" in await counter.says("予約を変更したい", "人数", "3人")
    assert [booking.people for booking in await counter.bookings()] == [1]


async def test_booking_is_cancelled_after_a_yes(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "1人", "はい")
    assert "残っています" in await counter.says("予約をキャンセルしたい", "残します")
    assert len(await counter.bookings()) == 1
    assert "取り消しました" in await counter.says("予約をキャンセルしたい", "はい")
    assert await counter.bookings() == []


async def test_stranger_cannot_cancel_with_the_button_of_another(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "1人", "はい")
    (booking,) = await counter.bookings()
    said = await counter.says(f"予約{booking.id}を取り消したい", "はい", person="U2")
    assert "取り消しました" not in said
    assert len(await counter.bookings()) == 1


async def test_past_session_is_refused_kindly_when_its_old_button_is_pressed(counter: CounterDesk) -> None:
    session = await counter.session()
    counter.desk.clock.pass_time(days=30)
    tap = f"12月5日（土）の回（番号{session.id}）を予約したい"
    assert "もう始まっているか、終わっています" in await counter.says(tap, "みかん", "1人", "はい")


async def test_person_is_told_when_nothing_can_be_booked(counter: CounterDesk) -> None:
    assert "ご予約いただける回はありません" in await counter.says("家族教室を予約したい")


async def test_reminder_comes_the_evening_before(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "1人", "はい")
    before = len(counter.desk.channel.texts)
    await counter.time_passes(days=10, hours=5, minutes=1)
    assert "明日のご予約のお知らせです" in counter.desk.channel.texts[before]
    await counter.time_passes(hours=1)
    assert len(counter.desk.channel.texts) == before + 1


async def test_dates_are_shown_to_a_worried_person_and_nothing_is_begun(counter: CounterDesk) -> None:
    await counter.session()
    counter.desk.assistant.script["もう限界、家族教室いつ"] = understood("family_class")
    said = await counter.says("もう限界、家族教室いつ")
    assert "これからの回です" in said
    assert await counter.procedure() is None


async def test_dates_are_shown_and_the_booking_goes_on_when_asked_for_in_between(
    counter: CounterDesk,
) -> None:
    await counter.session()
    said = await counter.says("家族教室を予約したい", "みかん", "家族教室のほかの回はいつですか")
    assert "これからの回です" in said
    assert said.rstrip().endswith("何人でお越しになりますか。")
    procedure = await counter.procedure()
    assert procedure is not None
    assert procedure.answers["nickname"] == "みかん"


async def test_question_of_the_session_is_answered_from_its_facts_in_between(counter: CounterDesk) -> None:
    await counter.session(place="会議室A", what="お話を聞きます。")
    await counter.says("家族教室を予約したい")
    for question, answer in (
        ("どこでやるんですか", "会議室A"),
        ("何をするの？", "お話を聞きます"),
        ("駐車場は？", "登録されていません"),
    ):
        said = await counter.says(question)
        assert answer in said
        assert "お名前を教えて" in said
    assert "お名前" in (await counter.says("何時に終わりますか"))
    assert "何人" in await counter.says("みかん")


async def test_everything_is_taken_when_one_message_answers_several_questions(counter: CounterDesk) -> None:
    first = await counter.session()
    await counter.session(starts_at=first.starts_at.replace(day=12), ends_at=first.ends_at.replace(day=12))
    await counter.says("家族教室を予約したい")
    said = await counter.says("12月12日に2人でお願いします、名前はみかんです")
    assert "お名前：みかん" in said
    assert "人数：2人" in said
    assert "12月12日" in said


async def test_later_answer_is_kept_when_it_comes_to_an_earlier_question(counter: CounterDesk) -> None:
    await counter.session()
    assert "お名前" in await counter.says("家族教室を予約したい", "さっきの、2人で行きます")
    assert "人数：2人" in await counter.says("みかん")


async def test_both_answers_change_when_two_are_corrected(counter: CounterDesk) -> None:
    await counter.session(asks=("contact_detail",))
    await counter.says("家族教室を予約したい", "みかん", "2人", "書かない")
    said = await counter.says("名前はれもんで、人数は3人に変更してください")
    assert "お名前：れもん" in said
    assert "人数：3人" in said
    assert "ご連絡先：09012345678" in await counter.says("連絡先は090-1234-5678です")


@pytest.mark.parametrize("text", ["居場所を探したい", "やっぱり折り返し電話ください"])
async def test_other_wish_is_offered_and_never_taken_for_a_name(counter: CounterDesk, text: str) -> None:
    await counter.place(name="水曜の居場所", weekdays=("wed",))
    await counter.place(name="土曜の居場所", weekdays=("sat",))
    await counter.session()
    said = await counter.says("家族教室を予約したい", text)
    assert "途中です" in said
    assert "お名前を教えて" in await counter.says("手続きを続ける")
    await counter.says(text, "はい")
    procedure = await counter.procedure()
    assert procedure is not None
    assert procedure.kind in (Kind.FIND_PLACE, Kind.REQUEST)


async def test_human_is_called_when_the_wish_stands_where_a_name_was_asked(counter: CounterDesk) -> None:
    await counter.session()
    text = "人と話したいんですけど"
    counter.desk.assistant.script[text] = understood("talk_to_human", handoff=HandoffReason.ASKED)
    await counter.says("家族教室を予約したい", text)
    assert (await counter.desk.conversation()).status is Status.WAITING


async def test_person_is_told_for_whom_a_class_is_when_it_is_for_families(counter: CounterDesk) -> None:
    await counter.session(eligibility="ご家族の方")
    text = "家族教室を予約したい"
    counter.desk.assistant.script[text] = understood("family_class_book", speaker="self")
    said = await counter.says(text)
    assert "居場所" in said
    assert "予約へ進んで" in said
    assert "居場所をさがす" in await counter.buttons()


async def test_name_is_asked_again_when_it_is_left_out(counter: CounterDesk) -> None:
    await counter.session()
    assert "本名でなくて" in await counter.says("家族教室を予約したい", "書かない")


async def test_fewer_people_are_booked_when_the_seats_are_not_enough(counter: CounterDesk) -> None:
    await counter.session(capacity=1)
    assert "残りは1席" in await counter.says("家族教室を予約したい", "みかん", "2人", "はい")
    assert "人数：1人" in await counter.says((await counter.buttons())["1人"])
    assert "ご予約を受けました" in await counter.says("はい")


async def test_bare_word_is_no_worry_when_the_words_before_were(counter: CounterDesk) -> None:
    counter.desk.screen.words["2人なし"] = RiskLevel.HIGH
    await counter.session(asks=("contact_detail",))
    await counter.says("家族教室を予約したい", "みかん", "2人")
    assert "よろしいですか" in await counter.says("なし")


async def test_danger_is_seen_when_its_words_come_one_by_one_as_answers(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "死に", "たい")
    assert (await counter.desk.conversation()).status is Status.WAITING


async def test_question_about_the_booked_session_is_answered_when_the_booking_is_done(
    counter: CounterDesk,
) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "1人", "はい")
    follow = understood("family_class_book", intent="follow_where")
    counter.desk.assistant.script["それはどこでやるんですか"] = follow
    assert "会議室A" in await counter.says("それはどこでやるんですか")
    assert (procedure := await counter.procedure()) is None or procedure.kind is not Kind.BOOK


async def test_number_books_or_asks_about_one_of_the_dates_that_were_shown(counter: CounterDesk) -> None:
    first = await counter.session()
    await counter.session(
        starts_at=first.starts_at.replace(day=12, hour=10),
        ends_at=first.ends_at.replace(day=12),
        place="公民館",
    )
    await counter.says("家族教室って何ですか")
    assert "会場は公民館です" in await counter.says("2番はどこでやるんですか")
    assert "12月12日（土）10時" in await counter.says("2番で予約したい")


async def test_question_goes_on_when_the_turn_is_declined(counter: CounterDesk) -> None:
    await counter.place()
    await counter.session()
    said = await counter.says("家族教室を予約したい", "居場所を探したい", "いいえ")
    assert said.startswith("お名前を教えて")


async def test_booked_session_is_told_of_right_after_the_booking(counter: CounterDesk) -> None:
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "1人", "はい")
    assert "会議室A" in await counter.says("場所はどこですか")
    assert "まだ登録されていません" in await counter.says("持ち物はありますか")
    assert "（cost）" in await counter.says("費用は？")


async def test_summary_stands_when_a_bare_number_comes_instead_of_a_yes(counter: CounterDesk) -> None:
    await counter.session()
    said = await counter.says("家族教室を予約したい", "みかん", "1人", "2")
    assert "よろしいですか" in said
    assert "（nonsense）" not in said
    assert await counter.bookings() == []
