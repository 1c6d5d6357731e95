"""Screening without its model, with a damaged one, or throwing: it never fails open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.broken_screening import BREAKS
from tests.faults.world import AWAY, CALLED, DANGER, World, in_order, world
from tests.processes import ROOT, eventually

MODEL = Path("var", "screening", "model.npz")
THROWING = ("tests.faults.broken_screening",)
HIGH, UNKNOWN = 2, 3


@pytest.mark.asyncio(loop_scope="session")
async def test_rules_work_alone_when_the_model_is_missing(front: World) -> None:
    assert not (front.desk.database.parent / MODEL).exists()
    await _calm_then_in_danger(front)


async def test_rules_work_alone_when_the_model_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / MODEL
    file.parent.mkdir(parents=True)
    file.write_bytes(b"PK\x03\x04" + bytes(2000))
    async with world(tmp_path) as front:
        await _calm_then_in_danger(front)
        assert "screening_model_unusable" in front.desk.log.read_text(encoding="utf-8")


async def test_rules_stand_when_the_model_throws(tmp_path: Path) -> None:
    async with world(tmp_path, {BREAKS: "model"}, module=THROWING) as front:
        await _calm_then_in_danger(front)


async def test_human_is_asked_about_every_message_when_the_rules_throw(tmp_path: Path) -> None:
    async with world(tmp_path, {BREAKS: "rules"}, module=THROWING) as front:
        await _every_message_calls_a_human(front)


async def test_human_is_asked_about_every_message_when_the_signals_cannot_be_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("nlu", "stories", "rules"))
    for file in (data / "screening" / "lexicon").glob("*.yml"):
        file.write_text("signals: [", encoding="utf-8")
    async with world(tmp_path, {"AKARI_DATA_DIR": str(data)}) as front:
        await _every_message_calls_a_human(front)


async def _every_message_calls_a_human(front: World) -> None:
    for words in (DANGER, "家族教室について教えてください"):
        phone = front.person()
        await phone.say(words)
        await front.safe(phone)
        assert _levels(front, phone.person.id) == [UNKNOWN]


async def _calm_then_in_danger(front: World) -> None:
    phone = front.person()
    await phone.say("相談の予約はできますか")
    await phone.say(DANGER)
    await front.safe(phone)
    assert in_order(phone.person.texts(), AWAY, CALLED)
    assert _levels(front, phone.person.id) == [HIGH]
    await eventually(front.settled)


def _levels(front: World, person_id: str) -> list[int]:
    """The levels of the person's handoffs."""
    query = (
        "select h.level from handoff h join conversation v on v.id = h.conversation_id "
        "join contact c on c.id = v.contact_id where c.external_id = ?"
    )
    return [level for (level,) in front.rows(query, person_id)]
