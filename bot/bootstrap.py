"""The composition root: the only place that knows every part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot import screening
from bot.assistant.console import ConsoleAssistant
from bot.assistant.rasa import RasaAssistant
from bot.channels.line import LineChannel
from bot.channels.webchat import WebChatChannel
from bot.clock import SystemClock
from bot.desk.bell import Bell
from bot.desk.counsel import Counsel
from bot.desk.guidance import Guidance
from bot.desk.ports import Assistant, Channel, Clock, Screen
from bot.desk.receive import Receive
from bot.desk.respond import Respond
from bot.guide.duty import reading_sentence
from bot.guide.help_lines import HelpLine, load_help_lines
from bot.guide.profile import CityProfile, load_profile
from bot.settings import Settings
from bot.store.unit_of_work import SqlStore
from bot.worker.engine import Engine
from bot.worker.inbox import InboxDrive
from bot.worker.outbox import OutboxDrive


@dataclass(frozen=True, slots=True)
class Facts:
    """What the front desk knows of the city without asking anybody: kept in memory, so that
    a safety reply needs neither Rasa nor a database."""

    lines: Sequence[HelpLine]
    profile: CityProfile

    @classmethod
    def load(cls, settings: Settings) -> Facts:
        """Read the help lines and the city's profile from their files."""
        return cls(load_help_lines(settings.data_dir / "help_lines.yml"), load_profile(settings.profile))

    def reading(self, now: datetime) -> str:
        """When a human will read."""
        return reading_sentence(self.profile, now)

    def guidance(self) -> Guidance:
        """The front desk's own replies over these facts."""
        return Guidance(lambda: self.lines, lambda: self.profile, self.reading)


@dataclass(frozen=True, slots=True)
class Desk:
    """The front desk, put together."""

    settings: Settings
    store: SqlStore
    screen: Screen
    assistant: Assistant
    channels: Mapping[str, Channel]
    facts: Facts
    clock: Clock = field(default_factory=SystemClock)
    bell: Bell = field(default_factory=Bell)

    @property
    def receive(self) -> Receive:
        """Stores inbound events."""
        return Receive(self.store, self.screen, self.clock, self.bell)

    @property
    def respond(self) -> Respond:
        """Answers one message of the inbox."""
        return Respond(
            self.store, self.screen, self.assistant, self.channels, self.facts.guidance(), self.clock, self.bell
        )

    @property
    def counsel(self) -> Counsel:
        """What counselors do."""
        return Counsel(self.store, self.channels, self.clock, self.bell)

    def engine(self) -> Engine:
        """The worker for this desk."""
        inbox = InboxDrive(self.store, self.respond, self.clock)
        outbox = OutboxDrive(self.store, self.channels, self.clock, self.bell)
        loops = [(inbox, self.settings.inbox_lanes), (outbox, self.settings.outbox_lanes)]
        return Engine(self.bell, loops, [])


def build_desk(settings: Settings) -> Desk:
    """The front desk for these settings; nothing is started yet."""
    return Desk(
        settings=settings,
        store=SqlStore.at(settings.database_url),
        screen=build_screen(settings),
        assistant=build_assistant(settings),
        channels=build_channels(settings),
        facts=Facts.load(settings),
    )


def build_screen(settings: Settings) -> Screen:
    """The screen over the reviewed signals and the trained model, when there is one."""
    return screening.build(settings.data_dir / "screening", settings.var_dir / "screening" / "model.npz")


def build_assistant(settings: Settings) -> Assistant:
    """Rasa over HTTP, or its console twin."""
    if settings.assistant == "console":
        return ConsoleAssistant()
    return RasaAssistant(settings.rasa_url, deadline_s=settings.assistant_deadline_s)


def build_channels(settings: Settings) -> dict[str, Channel]:
    """The channels that are configured; what is not configured does not exist."""
    makers: dict[str, partial[Channel]] = {}
    if settings.line_on and settings.line_channel_secret and settings.line_channel_access_token:
        makers["line"] = partial(
            LineChannel,
            settings.line_channel_secret.get_secret_value(),
            settings.line_channel_access_token.get_secret_value(),
            api_base=settings.line_api_base,
        )
    if settings.webchat:
        makers["webchat"] = partial(WebChatChannel)
    return {name: make() for name, make in makers.items()}
