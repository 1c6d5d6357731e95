"""Settings from the environment, checked; a wrong one is named with what it must be."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "AKARI_"


class SettingsError(Exception):
    """A setting is wrong or missing. The message names it and says what it must be."""


class Settings(BaseSettings):
    """Everything that differs between installations. See docs/settings.md."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    public_url: str = ""
    """Where the front desk is reached from outside; https there makes cookies secure."""

    database_url: str = "sqlite+aiosqlite:///var/akari.sqlite"
    data_dir: Path = Path("data")
    var_dir: Path = Path("var")
    profile: Path = Path("data/profile.yml")

    rasa_url: str = "http://127.0.0.1:5005"
    actions_url: str = "http://127.0.0.1:5055"
    assistant: Annotated[str, Field(pattern="^(rasa|console)$")] = "rasa"
    assistant_deadline_s: Annotated[float, Field(gt=0, le=30)] = 3.0

    line_channel_secret: SecretStr | None = None
    line_channel_access_token: SecretStr | None = None
    line_api_base: str = "https://api.line.me"
    simulator_port: Annotated[int, Field(ge=1, le=65535)] = 8010
    line_push_reserve: Annotated[int, Field(ge=0)] = 20
    """Pushes of the month kept for danger and for counselors, where the plan has a limit."""
    line_simulator_url: str = ""
    """Shown on the front page while the simulator stands in for LINE."""

    telegram_bot_token: SecretStr | None = None
    telegram_secret_token: SecretStr | None = None

    webchat: bool = True
    metrics_token: SecretStr | None = None
    """Lets a bearer of this token read /metrics from elsewhere than this machine."""
    webchat_origins: list[str] = []
    """Origins of the city's pages that embed the web chat, such as https://www.city.example.jp"""

    duty_roster: Path = Path("data/duty.yml")
    page_every_min: Annotated[float, Field(gt=0, le=60)] = 5.0
    """Minutes until the next call when nobody has acknowledged one."""
    page_webhook_secret: SecretStr | None = None
    page_line_access_token: SecretStr | None = None
    smtp_host: str = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_sender: str = ""

    offer_hours: Annotated[float, Field(ge=1, le=168)] = 24.0
    """Hours for which a seat that came free is kept for the person it is offered to."""
    link_secret: Annotated[SecretStr, Field(min_length=16)] | None = None
    """Signs the links to calendar files; made once and kept under `var` when it is not set."""

    retention_days: Annotated[int, Field(ge=0, le=36500)] = 365
    """Days until the personal answers of bookings and requests are erased; 0 for never."""

    inbox_lanes: Annotated[int, Field(ge=1, le=64)] = 8
    outbox_lanes: Annotated[int, Field(ge=1, le=64)] = 8

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
        return value

    @field_validator("line_channel_secret", "line_channel_access_token", "link_secret", mode="before")
    @classmethod
    def _blank_is_unset(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @property
    def catalogue_dir(self) -> Path:
        """Where the catalogue in use is published for the assistant."""
        return self.var_dir / "catalogue"

    @property
    def safety_file(self) -> Path:
        """The words of the safety replies."""
        return self.data_dir / "safety" / "replies.yml"

    @property
    def own_url(self) -> str:
        """Where links to the front desk point."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def line_on(self) -> bool:
        """Whether LINE is configured; half a configuration counts as off and is reported."""
        return self.line_channel_secret is not None and self.line_channel_access_token is not None

    @property
    def secure_cookies(self) -> bool:
        """Whether browsers reach the desk over https."""
        return self.public_url.startswith("https://")


def load_settings() -> Settings:
    """The settings, or SettingsError that lists each wrong one on a line of its own."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"{_name(problem['loc'])}: {problem['msg']}" for problem in error.errors(include_input=False)
        ]
        raise SettingsError("\n".join(lines)) from None


def _name(place: tuple[int | str, ...]) -> str:
    return (PREFIX + "_".join(str(part) for part in place)).upper() if place else "settings"
