"""Calling by e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage

import aiosmtplib

from bot.desk.paging_ports import PageFailed, PageText

DEADLINE_S = 10.0


@dataclass(frozen=True, slots=True)
class EmailPager:
    """Sends through one SMTP server; STARTTLS is used where the server offers it."""

    host: str
    port: int
    sender: str
    username: str | None = None
    password: str | None = None

    async def page(self, address: str, text: PageText) -> None:
        """Send one message to one address."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, address, text.subject
        message.set_content(text.body)
        try:
            await aiosmtplib.send(
                message,
                hostname=self.host,
                port=self.port,
                username=self.username,
                password=self.password,
                timeout=DEADLINE_S,
            )
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise PageFailed(type(error).__name__) from error
