"""The composition root: the only place that knows every part."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from secrets import token_urlsafe
from tempfile import mkstemp

import structlog

from bot import screening
from bot.assistant.console import ConsoleAssistant
from bot.assistant.rasa import RasaAssistant
from bot.channels.line import LineChannel
from bot.channels.webchat import WebChatChannel
from bot.clock import SystemClock
from bot.desk.bell import Bell
from bot.desk.counsel import Counsel
from bot.desk.counter import Counter
from bot.desk.paging import Paging
from bot.desk.paging_ports import Pager
from bot.desk.ports import Assistant, Channel, Clock, Screen
from bot.desk.receive import Receive
from bot.desk.respond import Respond
from bot.desk.spots import Spots
from bot.desk.tell import DeskTeller
from bot.facts import Facts
from bot.guide.bookings.book import Book
from bot.guide.bookings.calendar_file import FILE_NAME
from bot.guide.bookings.sweep import Sweep
from bot.guide.bookings.tickets import SECRET_MIN, Tickets
from bot.guide.keeping.publishing import After, Publishing, nothing
from bot.guide.keeping.retention import Retention
from bot.guide.procedures.clerk import Clerk
from bot.notify.email import EmailPager
from bot.notify.line import LinePager
from bot.notify.telegram import TelegramPager
from bot.notify.webhook import WebhookPager
from bot.screening.absent import AbsentScreen
from bot.settings import Settings
from bot.store.unit_of_work import SqlStore
from bot.web.calendar import CALENDAR
from bot.worker.bookings import BookingSweep
from bot.worker.engine import Engine, Work
from bot.worker.inbox import InboxDrive
from bot.worker.outbox import OutboxDrive
from bot.worker.retention import RetentionSweep

log = structlog.get_logger()


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
    spots: Spots = field(default_factory=Spots)
    tickets: Tickets = field(default_factory=lambda: Tickets(token_urlsafe(32)))
    """Signs the links to calendar files; made anew where the installation keeps no secret."""
    publishing: Publishing | None = None
    """Puts what the staff edit where it is read; a desk without one has no pages to edit it."""

    @property
    def receive(self) -> Receive:
        """Stores inbound events."""
        return Receive(self.store, self.screen, self.clock, self.bell, self.spots)

    @property
    def respond(self) -> Respond:
        """Answers one message of the inbox."""
        return Respond(
            self.store,
            self.screen,
            self.assistant,
            self.channels,
            self.facts.guidance(build_pagers(self.settings)),
            self.clock,
            self.bell,
            Counter(self.clerk),
            self.spots,
        )

    @property
    def clerk(self) -> Clerk:
        """Leads people through bookings and requests."""
        return Clerk(self.book, self.facts.reading, self.calendar_link)

    @property
    def book(self) -> Book:
        """Bookings, told through the channels."""
        return Book(self.store, self.teller, self.offer_limit)

    @property
    def teller(self) -> DeskTeller:
        """Tells people what happens to their bookings."""
        return DeskTeller(self.channels)

    @property
    def offer_limit(self) -> timedelta:
        """How long a free seat is kept for whom it was offered to."""
        return timedelta(hours=self.settings.offer_hours)

    def calendar_link(self, booking_id: int) -> str:
        """The address of a booking's calendar file; none while nobody outside could open it."""
        if not self.settings.public_url:
            return ""
        return f"{self.settings.own_url}{CALENDAR}/{self.tickets.make(booking_id)}/{FILE_NAME}"

    @property
    def counsel(self) -> Counsel:
        """What counselors do."""
        return Counsel(self.store, self.channels, self.clock, self.bell)

    @property
    def paging(self) -> Paging:
        """Calls the person on duty."""
        settings = self.settings
        every = timedelta(minutes=settings.page_every_min)
        return Paging(
            self.store, build_pagers(settings), lambda: self.facts.roster, self.clock, settings.own_url, every
        )

    def engine(self) -> Engine:
        """The worker for this desk."""
        inbox = InboxDrive(self.store, self.respond, self.clock)
        outbox = OutboxDrive(self.store, self.channels, self.clock, self.bell)
        loops: list[tuple[Work, int]] = [
            (inbox, self.settings.inbox_lanes),
            (outbox, self.settings.outbox_lanes),
        ]
        retention = RetentionSweep(Retention(self.store, self.settings.retention_days), self.clock)
        bookings = BookingSweep(
            Sweep(self.store, self.teller, self.offer_limit), self.store, self.clock, self.bell
        )
        publish = [self.publishing.sweep] if self.publishing is not None else []
        return Engine(
            self.bell, loops, [self.paging.sweep, self.facts.refresh, retention, bookings, *publish]
        )


def build_desk(settings: Settings) -> Desk:
    """The front desk for these settings; nothing is started yet."""
    store, facts = SqlStore.at(settings.database_url), Facts(settings)
    return Desk(
        settings=settings,
        store=store,
        screen=_screen_or_none(settings),
        assistant=build_assistant(settings),
        channels=build_channels(settings),
        facts=facts,
        tickets=Tickets(kept_secret(settings)),
        publishing=build_publishing(store, settings, facts.refresh),
    )


def build_publishing(store: SqlStore, settings: Settings, after: After = nothing) -> Publishing:
    """Puts the catalogue of the database where it is read; `after` is told of it."""
    shipped = settings.data_dir / "catalogue"
    return Publishing(store, shipped, settings.catalogue_dir, settings.profile, after)


def kept_secret(settings: Settings) -> str:
    """The secret that signs links: the setting, or one made once and kept in the installation's folder."""
    if settings.link_secret is not None:
        return settings.link_secret.get_secret_value()
    file = settings.var_dir / "link.secret"
    try:
        return _secret_in(file) or _made_secret(file)
    except OSError as error:
        # Links then work until the next start; that is no reason not to start.
        log.warning("link_secret_not_kept", error=type(error).__name__)
        return token_urlsafe(32)


def _secret_in(file: Path) -> str:
    """The secret of this file; "" where there is none, or only a part that a crash left."""
    try:
        secret = file.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""
    return secret if len(secret) >= SECRET_MIN else ""


def _made_secret(file: Path) -> str:
    """A new secret, kept whole or not at all; of several that start at once, one makes it for all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = mkstemp(prefix=".link.secret.", dir=file.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as writing:
            writing.write(token_urlsafe(32))
        try:
            os.link(draft, file)
        except OSError:
            # There is one, or the folder knows no links.
            if not _secret_in(file):
                os.replace(draft, file)
    finally:
        Path(draft).unlink(missing_ok=True)
    return _secret_in(file)


def _screen_or_none(settings: Settings) -> Screen:
    """The screen; with signals that cannot be read, one that has every message read by a human."""
    try:
        return build_screen(settings)
    except Exception as error:
        log.error("screening_unusable", error=type(error).__name__)
        return AbsentScreen()


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
    channels: dict[str, Channel] = {}
    if settings.line_on and settings.line_channel_secret and settings.line_channel_access_token:
        channels["line"] = LineChannel(
            settings.line_channel_secret.get_secret_value(),
            settings.line_channel_access_token.get_secret_value(),
            api_base=settings.line_api_base,
            keep_pushes=settings.line_push_reserve,
        )
    if settings.webchat:
        channels["webchat"] = WebChatChannel()
    return channels


def build_pagers(settings: Settings) -> dict[str, Pager]:
    """The ways to call people that are configured."""
    pagers: dict[str, Pager] = {}
    token = settings.page_line_access_token or settings.line_channel_access_token
    if token:
        pagers["line"] = LinePager(token.get_secret_value(), settings.line_api_base)
    if settings.telegram_bot_token:
        pagers["telegram"] = TelegramPager(settings.telegram_bot_token.get_secret_value())
    if settings.smtp_host and settings.smtp_sender:
        password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
        pagers["email"] = EmailPager(
            settings.smtp_host, settings.smtp_port, settings.smtp_sender, settings.smtp_username, password
        )
    if settings.page_webhook_secret:
        pagers["webhook"] = WebhookPager(settings.page_webhook_secret.get_secret_value())
    return pagers
