"""Calling by a signed webhook, for whatever alarm system a city has."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass

import httpx

from bot.desk.paging_ports import PageFailed, PageText

DEADLINE_S = 5.0


def signature(secret: str, body: bytes) -> str:
    """The value of X-Akari-Signature: hex HMAC-SHA256 of the raw body."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class WebhookPager:
    """Posts {"subject", "body", "url"} to the address; any 2xx is success."""

    secret: str

    async def page(self, address: str, text: PageText) -> None:
        """Post once."""
        body = json.dumps(
            {"subject": text.subject, "body": text.body, "url": text.url}, ensure_ascii=False
        ).encode()
        headers = {"Content-Type": "application/json", "X-Akari-Signature": signature(self.secret, body)}
        try:
            async with httpx.AsyncClient(timeout=DEADLINE_S, trust_env=False) as client:
                answer = await client.post(address, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise PageFailed(type(error).__name__) from error
        if not answer.is_success:
            raise PageFailed(f"status_{answer.status_code}")
