from __future__ import annotations

import pytest

from bot.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def _no_dotenv(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("AKARI_PORT", "many", "AKARI_PORT: .*integer"),
        ("AKARI_PORT", "70000", "AKARI_PORT: .*65535"),
        ("AKARI_DATABASE_URL", "mysql://x", "AKARI_DATABASE_URL: .*sqlite\\+aiosqlite:///"),
        ("AKARI_ASSISTANT", "gpt", "AKARI_ASSISTANT"),
        ("AKARI_ASSISTANT_DEADLINE_S", "0", "AKARI_ASSISTANT_DEADLINE_S: .*greater than 0"),
    ],
)
def test_wrong_setting_is_named_with_what_it_must_be(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=says):
        load_settings()


def test_line_is_off_when_only_half_of_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKARI_LINE_CHANNEL_SECRET", "s")
    monkeypatch.setenv("AKARI_LINE_CHANNEL_ACCESS_TOKEN", "  ")
    assert not load_settings().line_on


def test_secret_is_not_shown_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKARI_LINE_CHANNEL_SECRET", "very-secret")
    assert "very-secret" not in repr(load_settings())


def test_wrong_secret_is_not_repeated_in_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKARI_DATABASE_URL", "postgresql://akari:hunter2@db/akari")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)
