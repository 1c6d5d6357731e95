"""The front desk is asked to stop: what is in hand is finished, the rest waits for the next start."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.faults.world import CALLED, DANGER, World, in_order, world
from tests.processes import eventually

BEGUN, WAITING = 8, 4
"""As many turns as the desk takes side by side, and some that have to wait."""
SLOW = {"AKARI_ASSISTANT_DEADLINE_S": "30"}


async def test_nothing_is_half_done_when_the_desk_is_stopped(tmp_path: Path) -> None:
    async with world(tmp_path, SLOW) as front, front.rasa() as door:
        door.hang()
        phones = [front.person() for _ in range(BEGUN + WAITING)]
        for number, phone in enumerate(phones):
            await phone.say(f"{number}番目の質問です")
        await phones[0].say(DANGER)
        await eventually(lambda: len(door.keys) == BEGUN)

        front.desk.ask_to_stop()
        await eventually(lambda: not _listens(front))
        door.resume()
        assert await front.desk.ended() == 0
        assert _half_done(front) == []

        await front.desk.start()
        await front.safe(phones[0])
        await eventually(front.settled)
        for number, phone in enumerate(phones):
            front.check_kept(phone)
            assert phone.person.texts().count(f"「{number}番目の質問です」ですね。") == 1
        assert in_order(phones[0].person.texts(), "「0番目の質問です」ですね。", CALLED)
        assert await front.desk.stop() == 0


def _listens(front: World) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", front.desk.port)) == 0


def _half_done(front: World) -> list[str]:
    """Turns that count as handled without an answer, or that have one and count as waiting."""
    rows = front.rows(
        "select m.text, i.state = 'handled', count(r.id) from inbox i join message m on m.id = i.message_id "
        "left join message r on r.conversation_id = m.conversation_id and r.author = 'assistant' "
        "and r.text = '「' || m.text || '」ですね。' where m.text <> ? group by i.id",
        DANGER,
    )
    assert len(rows) == BEGUN + WAITING
    return [text for text, handled, answers in rows if handled != answers]
