"""The requests of the desk: seen, opened on record, moved, and told."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape
from typing import Any

import pytest

from bot.guide.requests.ask import Ask
from bot.guide.requests.entities import Request, RequestState
from bot.guide.requests.kinds import RequestKind
from tests.consoles import Browser, browser, console_app, enter
from tests.desks import TestDesk

CALL = {"nickname": "はなこ", "phone": "078-000-0000", "when": "平日の午後", "wishes": "家には内緒"}
CHAT = {"nickname": "はなこ", "wished": "金曜の夜"}


@pytest.fixture
async def sato(desk: TestDesk) -> AsyncIterator[Browser]:
    async with browser(console_app(desk)) as client:
        await enter(desk, client)
        yield client


async def asked(
    desk: TestDesk,
    person: str = "U1",
    kind: RequestKind = RequestKind.CALL_BACK,
    fields: dict[str, Any] | None = None,
    *,
    said: str = "電話がほしいです",
) -> Request:
    """A person writes and asks something of the desk."""
    await desk.talk(said, person=person)
    contact = (await desk.conversation(person)).contact.id
    return await Ask(desk.store).ask(contact, kind, fields or CALL, desk.clock.now())


async def now_of(desk: TestDesk, request: Request) -> Request:
    async with desk.store.read() as uow:
        found = await uow.requests.get(request.id)
    assert found is not None
    return found


async def save(
    client: Browser, request: Request, state: str = "in_progress", note: str = "", *, tell: bool = False
) -> Any:
    """Send the form of the request's page as it was when `request` was read."""
    fields = {"state": state, "note": note, "seen": request.changed_at.isoformat()}
    return await client.post(f"/console/requests/{request.id}", **fields, **({"tell": "1"} if tell else {}))


def entries(page: str, part: str) -> list[str]:
    """The lines of one list, each as its words."""
    section = page.split(f'id="{part}-title"')[1].split("</section>")[0]
    found = re.findall(r'<li class="entry.*?</li>', section, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", line)).split()) for line in found]


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


async def test_requests_wait_oldest_first_and_worry_comes_before_all(desk: TestDesk, sato: Browser) -> None:
    await asked(desk, "U1", RequestKind.TRAINING, {
        "training": "staff_training", "agency": "センター", "contact_name": "鈴木", "contact_detail": "a@example.jp"
    })  # fmt: skip
    desk.clock.pass_time(minutes=90)
    await asked(desk, "U2")
    desk.clock.pass_time(minutes=5)
    await asked(desk, "U3", RequestKind.CHAT_APPOINTMENT, CHAT, said="もう限界です")
    desk.clock.pass_time(minutes=2)
    lines = entries((await sato.get("/console/requests")).text, "unfinished")
    assert [line.split(" 申し込み")[0] for line in lines] == [
        "◆ 注意 チャットでの相談予約 未対応",
        "研修の申し込み 未対応",
        "折り返しの電話 未対応",
    ]
    assert "待ち時間 2分" in lines[0]
    assert "待ち時間 1時間37分" in lines[1]
    assert "会話 2 LINE" in lines[2]


async def test_list_names_nobody_and_holds_no_answer(desk: TestDesk, sato: Browser) -> None:
    await asked(desk)
    for address in ("/console/requests", "/console/requests/lists", "/console/requests/count"):
        page = (await sato.get(address)).text
        for word in ("はなこ", "0780000000", "家には内緒", "U1"):
            assert word not in page
    assert await openings(desk) == []


async def openings(desk: TestDesk) -> list[tuple[str, int | None, int | None]]:
    async with desk.store.read() as uow:
        return [(row.login, row.request_id, row.conversation_id) for row in await uow.access_log.recent(50)]


async def test_request_shows_its_answers_and_its_opening_is_recorded(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    page = await sato.get(f"/console/requests/{request.id}")
    text = words(page.text)
    assert "お名前（ニックネーム） はなこ" in text
    assert "電話番号 0780000000" in text
    assert "気をつけてほしいこと 家には内緒" in text
    assert 'href="/console/conversations/1"' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert await openings(desk) == [("sato", request.id, 1)]


async def test_opening_is_recorded_once_an_hour(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    for minutes in (0, 30, 31):
        desk.clock.pass_time(minutes=minutes)
        await sato.get(f"/console/requests/{request.id}")
    assert len(await openings(desk)) == 2


async def test_access_log_tells_requests_from_transcripts(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    await sato.get(f"/console/requests/{request.id}")
    await sato.get("/console/conversations/1")
    await enter(desk, sato, "kanri", "管理", ("admin",))
    text = words((await sato.get("/console/access")).text)
    assert "佐藤(sato) 会話 1 " in text
    assert f"佐藤(sato) 申し込み {request.id}(会話 1)" in text


async def test_note_waits_for_the_person_when_nothing_is_to_be_told(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    before = len(desk.channel.texts)
    answer = await save(sato, request, note="木曜の午後にお電話します")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/console/requests/{request.id}?done=saved",
    )
    await desk.work()
    assert len(desk.channel.texts) == before
    (mine,) = await Ask(desk.store).mine(request.contact_id)
    assert (mine.state, mine.note) == (RequestState.IN_PROGRESS, "木曜の午後にお電話します")
    assert "担当 佐藤" in entries((await sato.get("/console/requests")).text, "unfinished")[0]


async def test_person_is_told_once_when_the_button_is_pressed_twice(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    before = len(desk.channel.texts)
    for _ in range(2):
        answer = await save(sato, request, note="木曜の午後に", tell=True)
        assert answer.status_code == 303
    await desk.work()
    (told,) = desk.channel.texts[before:]
    assert told.startswith("お申し込みについてのお知らせです。")
    assert "担当者から：木曜の午後に" in told
    assert "電話" not in told


async def test_telling_words_are_refused_and_what_was_typed_stays(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    answer = await save(sato, request, "done", "ひきこもり相談の件です", tell=True)
    assert answer.status_code == 400
    assert "ひきこもり相談の件です</textarea>" in answer.text
    assert re.search(r'value="done" checked', answer.text)
    assert (await now_of(desk, request)).state is RequestState.OPEN
    assert (await save(sato, request, "done", "ひきこもり相談の件です")).status_code == 303


async def test_second_counselor_is_told_that_somebody_was_first(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    await save(sato, request, note="佐藤から")
    await enter(desk, sato, "suzuki", "鈴木")
    answer = await save(sato, request, "done", "鈴木から", tell=True)
    assert answer.status_code == 409
    assert "ほかの担当者が先に変更しました" in answer.text
    assert "鈴木から</textarea>" in answer.text
    assert (await now_of(desk, request)).note == "佐藤から"
    assert "鈴木から" not in "".join(desk.channel.texts)


async def test_finished_request_moves_to_the_list_below_for_thirty_days(
    desk: TestDesk, sato: Browser
) -> None:
    request = await asked(desk)
    await save(sato, request, "done", "お話しできました")
    page = (await sato.get("/console/requests")).text
    assert entries(page, "unfinished") == []
    assert entries(page, "finished")[0].startswith("折り返しの電話 完了")
    assert "対応を記録する" not in (await sato.get(f"/console/requests/{request.id}")).text
    desk.clock.pass_time(days=30, minutes=1)
    await enter(desk, sato, "suzuki", "鈴木")
    assert entries((await sato.get("/console/requests")).text, "finished") == []


async def test_finished_request_is_not_opened_again(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    await save(sato, request, "cancelled")
    again = await save(sato, await now_of(desk, request), "in_progress")
    assert again.status_code == 409
    assert (await now_of(desk, request)).state is RequestState.CANCELLED


async def test_list_is_narrowed_to_a_kind(desk: TestDesk, sato: Browser) -> None:
    await asked(desk, "U1")
    await asked(desk, "U2", RequestKind.CHAT_APPOINTMENT, CHAT)
    page = (await sato.get("/console/requests?kind=chat_appointment")).text
    (line,) = entries(page, "unfinished")
    assert line.startswith("チャットでの相談予約")
    assert 'data-src="/console/requests/lists?kind=chat_appointment"' in page
    fragment = (await sato.get("/console/requests/lists?kind=chat_appointment", script=True)).text
    assert len(entries(fragment, "unfinished")) == 1
    assert "折り返しの電話 1" in words(fragment)
    assert len(entries((await sato.get("/console/requests?kind=nothing")).text, "unfinished")) == 2


async def test_menu_counts_what_is_unfinished(desk: TestDesk, sato: Browser) -> None:
    first = await asked(desk, "U1")
    await asked(desk, "U2")
    await save(sato, first, "in_progress")
    assert (await sato.get("/console/requests/count", script=True)).json() == {"unfinished": 2}
    await save(sato, await now_of(desk, first), "done")
    assert (await sato.get("/console/requests/count", script=True)).json() == {"unfinished": 1}


async def test_change_rings_for_the_pages_of_colleagues(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    with desk.bell.listening() as listener:
        await save(sato, request)
        ring = await listener.wait(1)
    assert ring is not None
    assert ring.conversation_id == 1


async def test_blocked_person_is_not_offered_to_be_told(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    async with desk.store.write() as uow:
        await uow.conversations.mark_blocked("line", "U1", blocked=True)
    page = (await sato.get(f"/console/requests/{request.id}")).text
    assert "ブロックしています" in page
    assert 'name="tell"' not in page


async def test_conversation_leads_to_the_requests_of_the_person(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    page = (await sato.get("/console/conversations/1")).text
    assert f'href="/console/requests/{request.id}">折り返しの電話(未対応)' in page
    assert "0780000000" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "open"},
        {"state": ""},
        {"state": "done", "seen": "yesterday"},
        {"state": "done", "seen": "2026-11-24T12:00:00"},
        {"state": "done", "note": "あ" * 501},
    ],
)
async def test_nonsense_changes_nothing(desk: TestDesk, sato: Browser, fields: dict[str, str]) -> None:
    request = await asked(desk)
    usual = {"note": "", "seen": request.changed_at.isoformat()}
    answer = await sato.post(f"/console/requests/{request.id}", **(usual | fields))
    assert answer.status_code == 400
    assert await now_of(desk, request) == request


async def test_requests_are_for_readers_and_forms_need_their_token(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    sato.csrf = "wrong"
    assert (await save(sato, request)).status_code == 403
    await enter(desk, sato, "henshu", "編集", ("editor",))
    for address in ("", "/lists", "/count", f"/{request.id}"):
        assert (await sato.get(f"/console/requests{address}")).status_code == 403
    assert (await save(sato, request)).status_code == 403
    assert "/console/requests" not in (await sato.get("/console/password")).text
    sato.client.cookies.clear()
    answer = await sato.get(f"/console/requests/{request.id}")
    assert answer.headers["location"].startswith("/console/sign-in")
    assert await now_of(desk, request) == request
    assert await openings(desk) == []


async def test_unknown_request_is_not_found(desk: TestDesk, sato: Browser) -> None:
    assert (await sato.get("/console/requests/4711")).status_code == 404
    answer = await sato.post(
        "/console/requests/4711", state="done", note="", seen=desk.clock.now().isoformat()
    )
    assert answer.status_code == 404


async def test_erased_request_says_so(desk: TestDesk, sato: Browser) -> None:
    request = await asked(desk)
    await save(sato, request, "done")
    async with desk.store.write() as uow:
        await uow.requests.erase_finished(desk.clock.now())
        await uow.requests.erase_finished((await now_of(desk, request)).changed_at)
    page = (await sato.get(f"/console/requests/{request.id}")).text
    assert "保存期間が過ぎたため" in page
    assert "はなこ" not in page
