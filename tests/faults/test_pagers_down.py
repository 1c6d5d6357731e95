"""Nobody can be called: the calling goes on, also after a restart, until somebody answers."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.faults.duty_phone import SECRET, DutyPhone, write_roster
from tests.faults.world import DANGER, World, world
from tests.platforms.line.serving import serving
from tests.processes import eventually, free_port

OFTEN = {"AKARI_PAGE_EVERY_MIN": "0.02", "AKARI_PAGE_WEBHOOK_SECRET": SECRET}
"""A little more than a second between two calls."""


async def test_human_is_called_until_one_answers_when_the_pager_was_down(tmp_path: Path) -> None:
    duty, port = DutyPhone(), free_port()
    write_roster(tmp_path / "duty.yml", f"http://127.0.0.1:{port}")
    async with world(tmp_path, OFTEN) as front:
        phone = front.person()
        await phone.say(DANGER)
        await front.safe(phone)
        await eventually(lambda: "webhook:ConnectError" in _results(front))

        await front.desk.kill()
        await front.desk.start()
        duty.refuses = True
        async with serving(duty.app, port):
            await eventually(lambda: "webhook:status_500" in _results(front))
            duty.refuses = False
            await eventually(lambda: {page["for"] for page in duty.pages} == {"sato", "suzuki"})
            _check_says_nothing(duty)
            await _acknowledge(duty.pages[-1]["url"])
            await eventually(lambda: front.rows("select state from paging") == [("acknowledged",)])
        assert front.rows("select acknowledged_by from paging")[0][0] in ("佐藤", "鈴木")
        assert len(front.rows("select 1 from handoff where closed_at is null")) == 1
        front.check_log()


def _results(front: World) -> set[str]:
    return {result for (result,) in front.rows("select result from page")}


def _check_says_nothing(duty: DutyPhone) -> None:
    for page in duty.pages:
        assert DANGER not in "".join(page.values())
        assert "死" not in "".join(page.values())


async def _acknowledge(url: str) -> None:
    async with httpx.AsyncClient(timeout=10.0, trust_env=False) as client:
        assert (await client.get(url)).is_success
        assert (await client.post(url)).is_success
