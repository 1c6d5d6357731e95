from __future__ import annotations

import pytest

from bot.console import passwords
from bot.console.accounts import AccountError, create_counselor
from bot.store.unit_of_work import SqlStore
from tests.fakes import FakeClock


async def test_account_gets_a_readable_password_when_none_is_given(store: SqlStore, clock: FakeClock) -> None:
    password = await create_counselor(store, clock, "Sato", " 佐藤 ", ["counselor", "counselor"])
    assert len(password) >= 16
    assert set(password) <= set(passwords.ALPHABET) | {"-"}
    async with store.read() as uow:
        found = await uow.counselors.by_login("sato")
    assert found
    assert (found[0].display_name, found[0].roles) == ("佐藤", ("counselor",))
    assert await passwords.matches(found[1], password)


async def test_generated_passwords_differ() -> None:
    assert len({passwords.generate() for _ in range(50)}) == 50


@pytest.mark.parametrize(
    ("login", "name", "roles", "password", "words"),
    [
        ("sa", "佐藤", ["counselor"], None, "login"),
        ("sato haruko", "佐藤", ["counselor"], None, "login"),
        ("さとう", "佐藤", ["counselor"], None, "login"),
        ("a" * 61, "佐藤", ["counselor"], None, "login"),
        ("sato", "", ["counselor"], None, "display name"),
        ("sato", "あ" * 21, ["counselor"], None, "display name"),
        ("sato", "佐\n藤", ["counselor"], None, "display name"),
        ("sato", "佐藤", [], None, "roles"),
        ("sato", "佐藤", ["agent"], None, "roles"),
        ("sato", "佐藤", ["counselor"], "short", "password"),
        ("sato", "佐藤", ["counselor"], "a" * 201, "password"),
    ],
)
async def test_account_is_refused_when_a_rule_is_broken(
    store: SqlStore,
    clock: FakeClock,
    login: str,
    name: str,
    roles: list[str],
    password: str | None,
    words: str,
) -> None:
    with pytest.raises(AccountError, match=words):
        await create_counselor(store, clock, login, name, roles, password)
    async with store.read() as uow:
        assert await uow.counselors.count() == 0


async def test_account_is_refused_when_the_login_is_taken(store: SqlStore, clock: FakeClock) -> None:
    await create_counselor(store, clock, "sato", "佐藤", ["counselor"], "yoru-no-akari-27")
    with pytest.raises(AccountError, match="taken"):
        await create_counselor(store, clock, "SATO", "別の佐藤", ["counselor"], "yoru-no-akari-27")


async def test_password_matches_in_either_width() -> None:
    stored = await passwords.hash_password("ｙｏｒｕ-no-akari-27")
    assert await passwords.matches(stored, "yoru-no-akari-27")


@pytest.mark.parametrize("stored", [None, "", "unusable", "$argon2id$broken"])
async def test_password_matches_nothing_when_there_is_no_usable_hash(stored: str | None) -> None:
    assert not await passwords.matches(stored, "yoru-no-akari-27")
