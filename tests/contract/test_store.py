"""One suite over every store: SQLite always, PostgreSQL where the machine has one."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.conversation.assessment import Assessment
from bot.conversation.content import Author, Bubble
from bot.conversation.entities import Conversation, HandoffReason, MessageKind
from bot.conversation.errors import ConversationNotFound, IllegalStatusChange
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.bell import Bell
from bot.desk.events import ReplyToken, Said
from bot.desk.ports import Sent, StoreConflict, StoreUnavailable
from bot.desk.receive import Receive
from bot.guide.procedures.state import Kind, Procedure
from bot.store.migrate import check_migrated, migrate
from bot.store.tables import Base, ProcedureRow
from bot.store.unit_of_work import SqlStore
from tests.bookings import place_facts
from tests.fakes import NOON, FakeClock, WordScreen

CALM = Assessment(RiskLevel.NONE)


@pytest.fixture
def url(any_url: str) -> str:
    return any_url


@pytest.fixture
def store(any_store: SqlStore) -> SqlStore:
    return any_store


async def open_conversation(store: SqlStore, person: str = "U1") -> Conversation:
    async with store.write() as uow:
        return await uow.conversations.current("line", person, NOON)


async def add_message(store: SqlStore, conversation: Conversation, words: str, event: str) -> int:
    said = Said(event, "U1", MessageKind.TEXT, words, NOON, f"m-{event}", ReplyToken(f"t-{event}", NOON))
    async with store.write() as uow:
        message = await uow.messages.add_inbound(conversation.id, said, CALM, NOON)
        await uow.inbox.add(
            "line",
            event,
            NOON,
            conversation_id=conversation.id,
            message_id=message,
            reply_token=said.reply_token,
        )
    return message


async def test_tables_are_those_of_this_version_when_migrated(url: str) -> None:
    await check_migrated(url)
    await migrate(url)


def test_every_table_says_what_personal_data_it_holds() -> None:
    silent = [
        name
        for name, table in Base.metadata.tables.items()
        if not table.info.get("personal_data") or not table.info.get("erased")
    ]
    assert silent == []


async def test_nothing_is_kept_when_the_block_fails(store: SqlStore) -> None:
    with pytest.raises(ZeroDivisionError):
        async with store.write() as uow:
            await uow.conversations.current("line", "U9", NOON)
            raise ZeroDivisionError
    async with store.read() as uow:
        assert await uow.conversations.of_contact("line", "U9") == []


async def test_contact_has_one_open_conversation_when_asked_twice(store: SqlStore) -> None:
    assert (await open_conversation(store)).id == (await open_conversation(store)).id


async def test_conversation_is_not_found_when_unknown(store: SqlStore) -> None:
    async with store.read() as uow:
        with pytest.raises(ConversationNotFound):
            await uow.conversations.get(4711)


async def test_status_changes_only_from_the_expected_state(store: SqlStore) -> None:
    stale = await open_conversation(store)
    async with store.write() as uow:
        assert await uow.conversations.change_status(stale, Status.WAITING)
    async with store.write() as uow:
        assert not await uow.conversations.change_status(stale, Status.WAITING)
        with pytest.raises(IllegalStatusChange):
            await uow.conversations.change_status(stale, Status.WITH_ASSISTANT)


async def test_event_is_recorded_once(store: SqlStore) -> None:
    async with store.write() as uow:
        assert await uow.inbox.add("line", "e1", NOON)
        assert not await uow.inbox.add("line", "e1", NOON)
        assert await uow.inbox.add("telegram", "e1", NOON)
        assert await uow.inbox.seen("line", "e1")


async def test_inbox_gives_the_oldest_first_and_holds_the_line_when_postponed(
    store: SqlStore, clock: FakeClock
) -> None:
    conversation = await open_conversation(store)
    first = await add_message(store, conversation, "一", "e1")
    await add_message(store, conversation, "二", "e2")
    async with store.write() as uow:
        row = await uow.inbox.next_of(conversation.id, clock.now())
        assert row is not None
        assert row.message_id == first
        clock.pass_time(seconds=5)
        await uow.inbox.postpone(row.id, clock.now(), "timeout")
    async with store.read() as uow:
        assert await uow.inbox.next_of(conversation.id, NOON) is None
        again = await uow.inbox.next_of(conversation.id, clock.now())
        assert again is not None
        assert (again.message_id, again.attempts) == (first, 1)


async def test_row_is_handled_once(store: SqlStore) -> None:
    conversation = await open_conversation(store)
    await add_message(store, conversation, "一", "e1")
    async with store.write() as uow:
        row = await uow.inbox.next_of(conversation.id, NOON)
        assert row is not None
        assert await uow.inbox.mark_handled(row.id, NOON)
        assert not await uow.inbox.mark_handled(row.id, NOON)
        assert await uow.inbox.pending_conversations(NOON, 10) == []


async def test_outbox_keeps_order_and_empties_what_was_sent(store: SqlStore) -> None:
    conversation = await open_conversation(store)
    async with store.write() as uow:
        await uow.outbox.add(conversation, [[{"n": 1}], [{"n": 2}]], NOON, reply_token=ReplyToken("t", NOON))
    async with store.write() as uow:
        row = await uow.outbox.next_of(conversation.contact.id, NOON)
        assert row is not None
        assert (row.payloads, row.reply_token) == ([{"n": 1}], ReplyToken("t", NOON))
        await uow.outbox.mark_sent(row.id, Sent(("x",)), NOON)
        second = await uow.outbox.next_of(conversation.contact.id, NOON)
        assert second is not None
        assert (second.payloads, second.reply_token) == ([{"n": 2}], None)


async def test_danger_is_delivered_first(store: SqlStore) -> None:
    calm, risky = await open_conversation(store, "U1"), await open_conversation(store, "U2")
    async with store.write() as uow:
        await uow.outbox.add(calm, [[{}]], NOON)
        await uow.outbox.add(risky, [[{}]], NOON, risk=True)
    async with store.read() as uow:
        assert await uow.outbox.pending_contacts(NOON, 10) == [risky.contact.id, calm.contact.id]


async def test_handoff_keeps_the_higher_level_when_opened_again(store: SqlStore) -> None:
    conversation = await open_conversation(store)
    async with store.write() as uow:
        first = await uow.handoffs.open(conversation.id, HandoffReason.ASKED, RiskLevel.NONE, NOON)
        again = await uow.handoffs.open(conversation.id, HandoffReason.RISK, RiskLevel.HIGH, NOON)
        lower = await uow.handoffs.open(conversation.id, HandoffReason.ASKED, RiskLevel.NONE, NOON)
    assert first.id == again.id == lower.id
    assert (lower.reason, lower.level) == (HandoffReason.RISK, RiskLevel.HIGH)


async def test_level_never_falls_by_itself(store: SqlStore) -> None:
    conversation = await open_conversation(store)
    async with store.write() as uow:
        await uow.conversations.raise_level(conversation.id, RiskLevel.IMMINENT)
        await uow.conversations.raise_level(conversation.id, RiskLevel.NONE)
        assert (await uow.conversations.get(conversation.id)).level is RiskLevel.IMMINENT
        await uow.conversations.lower_level(conversation.id, RiskLevel.ELEVATED)
        assert (await uow.conversations.get(conversation.id)).level is RiskLevel.ELEVATED


async def test_level_follows_the_full_screening_when_it_calms_the_quick_word(store: SqlStore) -> None:
    conversation = await open_conversation(store)
    first = await quick_message(store, conversation, RiskLevel.HIGH, "e1")
    assert (await level_of(store, conversation)) is RiskLevel.HIGH
    await settle(store, conversation, first, RiskLevel.ELEVATED)
    assert (await level_of(store, conversation)) is RiskLevel.ELEVATED


async def test_quick_word_of_a_waiting_message_counts_when_another_is_calmed(store: SqlStore) -> None:
    conversation = await open_conversation(store)
    calm = await quick_message(store, conversation, RiskLevel.HIGH, "e1")
    waiting = await quick_message(store, conversation, RiskLevel.IMMINENT, "e2")
    await settle(store, conversation, calm, RiskLevel.NONE)
    assert (await level_of(store, conversation)) is RiskLevel.IMMINENT
    await settle(store, conversation, waiting, RiskLevel.HIGH)
    assert (await level_of(store, conversation)) is RiskLevel.HIGH


async def test_final_level_stays_when_a_later_message_is_calm(store: SqlStore) -> None:
    conversation = await open_conversation(store)
    danger = await quick_message(store, conversation, RiskLevel.NONE, "e1")
    await settle(store, conversation, danger, RiskLevel.IMMINENT)
    calm = await quick_message(store, conversation, RiskLevel.HIGH, "e2")
    await settle(store, conversation, calm, RiskLevel.NONE)
    assert (await level_of(store, conversation)) is RiskLevel.IMMINENT


async def test_counselors_level_stands_until_a_later_word_is_higher(store: SqlStore) -> None:
    conversation = await open_conversation(store)
    seen = await quick_message(store, conversation, RiskLevel.IMMINENT, "e1")
    async with store.write() as uow:
        await uow.conversations.lower_level(conversation.id, RiskLevel.ELEVATED)
    later = await quick_message(store, conversation, RiskLevel.NONE, "e2")
    await settle(store, conversation, later, RiskLevel.NONE)
    assert (await level_of(store, conversation)) is RiskLevel.ELEVATED
    await settle(store, conversation, seen, RiskLevel.HIGH)
    assert (await level_of(store, conversation)) is RiskLevel.HIGH


async def test_quick_word_is_not_lost_when_it_is_stored_while_another_is_settled(store: SqlStore) -> None:
    conversation = await open_conversation(store)
    for number in range(5):
        calm = await quick_message(store, conversation, RiskLevel.HIGH, f"calm-{number}")
        _, waiting = await asyncio.gather(
            settle(store, conversation, calm, RiskLevel.NONE),
            quick_message(store, conversation, RiskLevel.HIGH, f"waiting-{number}"),
        )
        assert (await level_of(store, conversation)) is RiskLevel.HIGH
        await settle(store, conversation, waiting, RiskLevel.NONE)
        assert (await level_of(store, conversation)) is RiskLevel.NONE


async def quick_message(store: SqlStore, conversation: Conversation, level: RiskLevel, event: str) -> int:
    """A message is received with this quick word of the rules."""
    said = Said(event, "U1", MessageKind.TEXT, "こんにちは", NOON, f"m-{event}")
    async with store.write() as uow:
        message_id = await uow.messages.add_inbound(conversation.id, said, Assessment(level), NOON)
        await uow.conversations.raise_level(conversation.id, level)
    return message_id


async def settle(store: SqlStore, conversation: Conversation, message_id: int, level: RiskLevel) -> None:
    """The full screening has given this level."""
    async with store.write() as uow:
        await uow.messages.assess(message_id, Assessment(level))
        await uow.conversations.settle_level(conversation.id, level)


async def level_of(store: SqlStore, conversation: Conversation) -> RiskLevel:
    async with store.read() as uow:
        return (await uow.conversations.get(conversation.id)).level


async def test_text_is_gone_when_unsent(store: SqlStore) -> None:
    conversation = await open_conversation(store)
    await add_message(store, conversation, "秘密", "e1")
    async with store.write() as uow:
        await uow.messages.unsend("line", "U1", "m-e1", NOON)
    async with store.read() as uow:
        (message,) = await uow.messages.transcript(conversation.id)
    assert message.unsent
    assert message.text == ""


async def test_topic_is_kept_with_the_message_until_it_is_unsent(store: SqlStore) -> None:
    conversation = await open_conversation(store)
    number = await add_message(store, conversation, "居場所は？", "e1")
    async with store.write() as uow:
        await uow.messages.note_topic(number, "place")
        assert (await uow.messages.get(number)).topic == "place"
        await uow.messages.unsend("line", "U1", "m-e1", NOON)
    async with store.read() as uow:
        (message,) = await uow.messages.transcript(conversation.id)
    assert message.topic is None


async def test_message_comes_back_as_it_was_written(store: SqlStore) -> None:
    conversation = await open_conversation(store)
    words = "ｼﾆﾀｲ🙏\n二行目 \u3000'; drop table message; --"
    await add_message(store, conversation, words, "e1")
    bubble = Bubble("はい")
    async with store.write() as uow:
        await uow.messages.add_outbound(conversation.id, Author.ASSISTANT, bubble, NOON)
    async with store.read() as uow:
        inbound, outbound = await uow.messages.transcript(conversation.id)
    assert (inbound.text, inbound.created_at, outbound.bubble) == (words, NOON, bubble)


async def test_one_of_many_takes_a_conversation_when_all_try_at_once(store: SqlStore) -> None:
    conversation = await open_conversation(store)

    async def take() -> bool:
        async with store.write() as uow:
            return await uow.conversations.change_status(conversation, Status.CLAIMED)

    assert sorted(await asyncio.gather(*(take() for _ in range(8)))) == [False] * 7 + [True]


async def test_same_person_gets_one_conversation_when_writing_twice_at_once(store: SqlStore) -> None:
    async def start() -> int:
        async with store.write() as uow:
            return (await uow.conversations.current("line", "U5", NOON)).id

    found = await asyncio.gather(*(start() for _ in range(4)), return_exceptions=True)
    assert len({value for value in found if isinstance(value, int)}) == 1
    assert all(isinstance(value, int | StoreConflict) for value in found)


async def test_every_event_is_stored_once_when_the_same_webhook_arrives_many_times_at_once(
    store: SqlStore,
) -> None:
    receive = Receive(store, WordScreen(), FakeClock(), Bell())
    said = [Said(f"e{n}", "U1", MessageKind.TEXT, "一", NOON) for n in range(5)]
    assert sum(await asyncio.gather(*(receive("line", said) for _ in range(3)))) == 5


async def test_trouble_is_named_quickly_when_the_database_is_locked(tmp_path: Path) -> None:
    file = tmp_path / "locked.sqlite"
    await migrate(f"sqlite+aiosqlite:///{file}")
    store = SqlStore.at(f"sqlite+aiosqlite:///{file}?timeout=0.1")
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable):
        async with store.write() as uow:
            await uow.inbox.add("line", "e1", NOON)
    holder.execute("ROLLBACK")
    holder.close()
    await store.close()


async def test_place_is_changed_by_one_editor_at_a_time(any_store: SqlStore) -> None:
    async with any_store.write() as uow:
        place = await uow.places.add(place_facts(name="はじめの名前"))
    seen: list[str] = []

    async def rename(name: str) -> None:
        async with any_store.write() as uow:
            found = await uow.places.lock(place.id)
            assert found is not None
            await asyncio.sleep(0.05)
            seen.append(found.name)
            await uow.places.change(place.id, place_facts(name=name))

    await asyncio.gather(rename("あとの名前"), rename("あとの名前"))

    assert seen == ["はじめの名前", "あとの名前"]


@pytest.mark.parametrize("content", [{}, {"kind": "dance"}, {"kind": "book", "shown": 1}, []])
async def test_procedure_is_forgotten_when_it_is_of_another_version(
    any_store: SqlStore, content: Any
) -> None:
    async with any_store.write() as uow:
        contact = (await uow.conversations.current("line", "U1", NOON)).contact.id
        await uow.procedures.keep(contact, Procedure(Kind.BOOK, "family_class"), NOON)
    async with any_store.write() as uow:
        await uow.session.execute(update(ProcedureRow).values(content=content))
    async with any_store.write() as uow:
        assert await uow.procedures.get(contact) is None
        await uow.procedures.keep(contact, Procedure(Kind.LOOK, "place"), NOON)
    async with any_store.read() as uow:
        found = await uow.procedures.get(contact)
    assert found is not None
    assert found[0].kind is Kind.LOOK


async def test_one_gives_way_when_two_wait_for_each_other(any_store: SqlStore) -> None:
    async with any_store.write() as uow:
        first, second = [(await uow.places.add(place_facts(name=name))).id for name in ("一", "二")]
    given_way: list[StoreConflict] = []

    async def lock(one: int, other: int, there: asyncio.Event, go: asyncio.Event) -> None:
        try:
            async with any_store.write() as uow:
                await uow.places.lock(one)
                there.set()
                # SQLite lets nobody else begin.
                await asyncio.wait([asyncio.create_task(go.wait())], timeout=0.3)
                await uow.places.lock(other)
        except StoreConflict as conflict:
            given_way.append(conflict)

    left, right = asyncio.Event(), asyncio.Event()
    async with asyncio.timeout(10):
        await asyncio.gather(lock(first, second, left, right), lock(second, first, right, left))
    assert len(given_way) == (0 if any_store.engine.dialect.name == "sqlite" else 1)
