"""Requests to the desk."""

from __future__ import annotations

from typing import Any

import pytest

from bot.guide.plain_text import is_neutral
from bot.guide.requests.ask import Ask, HandleRequests
from bot.guide.requests.entities import RequestState
from bot.guide.requests.errors import (
    RequestChanged,
    RequestFieldInvalid,
    RequestFinished,
    RequestNotFound,
)
from bot.guide.requests.form import check_field, check_fields, form_of
from bot.guide.requests.kinds import RequestKind
from bot.guide.requests.words import answers
from bot.store.unit_of_work import SqlStore
from tests.bookings import TUESDAY, Classes

CALL = {"nickname": "はな", "phone": "078-000-0000", "when": "平日の午後"}
GOOD: dict[RequestKind, dict[str, Any]] = {
    RequestKind.CALL_BACK: CALL,
    RequestKind.CHAT_APPOINTMENT: {"nickname": "はな", "wished": "金曜の夜8時ごろ", "wishes": "文字だけで"},
    RequestKind.ONLINE_CONSULT: {"nickname": "はな", "wished": "来週の土曜"},
    RequestKind.VISIT_CONSULT: {"nickname": "はな", "wished": "12月3日", "wishes": "家に電話しないで"},
    RequestKind.HOME_VISIT: {"nickname": "はな", "area": "東部", "contact_detail": "090-0000-0000"},
    RequestKind.OUTREACH_LECTURE: {
        "group": "町内会", "wished": "12月のどこか", "people": "３０人", "contact_name": "佐藤", "contact_detail": "a@example.jp"
    },
    RequestKind.PAMPHLET_MAIL: {"name": "佐藤", "postal_code": "〒６７３－００００", "address": "見本市1-1", "copies": 2},
    RequestKind.PAMPHLET_COUNTER: {"nickname": "はな"},
    RequestKind.PLACE_GRANT: {"group": "会", "contact_name": "佐藤", "contact_detail": "a@example.jp"},
    RequestKind.TRAINING: {
        "training": "staff_training", "agency": "センター", "contact_name": "佐藤", "contact_detail": "a@example.jp"
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", list(RequestKind))
def test_every_kind_takes_its_fields_and_names_what_it_asks(kind: RequestKind) -> None:
    checked = check_fields(kind, GOOD[kind])
    form = form_of(kind)
    assert [field.name for field in form] == list(checked)
    assert {field.name for field in form if field.required} <= set(GOOD[kind])
    assert kind.label
    for name, value in GOOD[kind].items():
        assert check_field(kind, name, value) == checked[name]


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        (RequestKind.CALL_BACK, {"phone": "12345"}, "phone"),
        (RequestKind.CALL_BACK, {"phone": "でんわ"}, "phone"),
        (RequestKind.CALL_BACK, {"nickname": " \u3000"}, "nickname"),
        (RequestKind.CALL_BACK, {"when": ""}, "when"),
        (RequestKind.CHAT_APPOINTMENT, {"wished": " "}, "wished"),
        (RequestKind.CALL_BACK, {"unknown": "x"}, "unknown"),
        (RequestKind.CALL_BACK, {"wishes": "あ" * 1001}, "wishes"),
        (RequestKind.OUTREACH_LECTURE, {"people": 0}, "people"),
        (RequestKind.OUTREACH_LECTURE, {"people": "5000"}, "people"),
        (RequestKind.OUTREACH_LECTURE, {"people": "たくさん"}, "people"),
        (RequestKind.PAMPHLET_MAIL, {"postal_code": "673"}, "postal_code"),
        (RequestKind.TRAINING, {"training": "party"}, "training"),
    ],
)
def test_wrong_field_is_named_with_kind_words(kind: RequestKind, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(RequestFieldInvalid) as refused:
        check_fields(kind, {**GOOD[kind], **changes})
    assert refused.value.field == field
    assert refused.value.text.endswith("。")
    if field != "unknown":
        with pytest.raises(RequestFieldInvalid) as again:
            check_field(kind, field, changes[field])
        assert again.value.text == refused.value.text


def test_missing_field_is_named() -> None:
    with pytest.raises(RequestFieldInvalid) as refused:
        check_fields(RequestKind.CALL_BACK, {"nickname": "はな"})
    assert refused.value.field == "phone"


async def test_person_sees_the_state_and_the_note_of_a_request(store: SqlStore) -> None:
    (contact,) = await Classes(store).contacts(1)
    ask, desk = Ask(store), HandleRequests(store)
    made = await ask.ask(contact, RequestKind.CALL_BACK, CALL, TUESDAY)
    assert await ask.ask(contact, RequestKind.CALL_BACK, dict(CALL), TUESDAY) == made
    assert await desk.unfinished() == [made]
    await desk.move(made.id, RequestState.IN_PROGRESS, TUESDAY, note="木曜にお電話します")
    (mine,) = await ask.mine(contact)
    assert (mine.state, mine.note) == (RequestState.IN_PROGRESS, "木曜にお電話します")
    await desk.move(made.id, RequestState.DONE, TUESDAY)
    assert await desk.unfinished() == []
    with pytest.raises(RequestFinished):
        await desk.move(made.id, RequestState.OPEN, TUESDAY)
    with pytest.raises(RequestFinished):
        await ask.take_back(made.id, contact, TUESDAY)


async def test_request_is_taken_back_by_its_owner_alone(store: SqlStore) -> None:
    contacts = await Classes(store).contacts(2)
    ask = Ask(store)
    made = await ask.ask(contacts[0], RequestKind.CALL_BACK, CALL, TUESDAY)
    with pytest.raises(RequestNotFound):
        await ask.take_back(made.id, contacts[1], TUESDAY)
    taken = await ask.take_back(made.id, contacts[0], TUESDAY)
    assert taken.state is RequestState.CANCELLED
    assert await ask.take_back(made.id, contacts[0], TUESDAY) == taken
    assert (await ask.ask(contacts[0], RequestKind.CALL_BACK, CALL, TUESDAY)).id != made.id


async def test_person_is_told_once_in_neutral_words_when_the_desk_wishes(store: SqlStore) -> None:
    classes = Classes(store)
    (contact,) = await classes.contacts(1)
    desk = HandleRequests(store, classes.teller)
    made = await Ask(store).ask(contact, RequestKind.HOME_VISIT, GOOD[RequestKind.HOME_VISIT], TUESDAY)

    async def press() -> None:
        await desk.move(
            made.id, RequestState.IN_PROGRESS, TUESDAY, note="木曜に", seen=made.changed_at, tell=True
        )

    await press()
    await press()
    (text,) = classes.teller.to(contact)
    assert "担当者から：木曜に" in text
    assert is_neutral(text)
    assert RequestKind.HOME_VISIT.label not in text


async def test_nobody_is_told_unless_the_desk_wishes(store: SqlStore) -> None:
    classes = Classes(store)
    (contact,) = await classes.contacts(1)
    made = await Ask(store).ask(contact, RequestKind.CALL_BACK, CALL, TUESDAY)
    await HandleRequests(store, classes.teller).move(made.id, RequestState.DONE, TUESDAY, note="済み")
    assert classes.teller.told == []


async def test_change_is_refused_when_a_colleague_was_first(store: SqlStore) -> None:
    classes = Classes(store)
    (contact,) = await classes.contacts(1)
    desk = HandleRequests(store, classes.teller)
    made = await Ask(store).ask(contact, RequestKind.CALL_BACK, CALL, TUESDAY)
    first = await desk.move(made.id, RequestState.IN_PROGRESS, TUESDAY, note="A", seen=made.changed_at)
    with pytest.raises(RequestChanged):
        await desk.move(made.id, RequestState.IN_PROGRESS, TUESDAY, note="B", seen=made.changed_at, tell=True)
    await desk.move(made.id, RequestState.DONE, TUESDAY, seen=first.changed_at)
    with pytest.raises(RequestFinished):
        await desk.move(made.id, RequestState.CANCELLED, TUESDAY, seen=first.changed_at)
    assert classes.teller.told == []


async def test_answers_are_read_with_their_labels_and_choices_in_words(store: SqlStore) -> None:
    (contact,) = await Classes(store).contacts(1)
    fields = {**GOOD[RequestKind.HOME_VISIT], "person_knows": "no"}
    made = await Ask(store).ask(contact, RequestKind.HOME_VISIT, fields, TUESDAY)
    assert answers(made) == [
        ("お名前（ニックネーム）", "はな"),
        ("お住まいの地域", "東部"),
        ("ご連絡先", "090-0000-0000"),
        ("ご本人が訪問のことを知っているか", "知らない"),
    ]
