"""Only what LINE signed is let in."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest
from starlette.datastructures import Headers

from bot.channels.line import LineChannel
from bot.desk.ports import BadSignature

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
BODY = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
channel = LineChannel(SECRET, "token")


def signature(secret: str = SECRET, body: bytes = BODY) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


@pytest.mark.parametrize("name", ["X-Line-Signature", "x-line-signature"])
def test_verify_accepts_when_line_signed_these_bytes(name: str) -> None:
    channel.verify(Headers({name: signature()}), BODY)


@pytest.mark.parametrize("headers", [{}, {"x-line-signature": ""}, {"x-signature": "a"}])
def test_verify_says_missing_when_there_is_no_signature(headers: dict[str, str]) -> None:
    with pytest.raises(BadSignature) as caught:
        channel.verify(Headers(headers), BODY)
    assert caught.value.missing


@pytest.mark.parametrize(
    "given",
    [
        signature("other"),
        signature(body=BODY + b" "),
        signature().lower(),
        "x",
        "署名",
        "\ud800",
        signature()[:-1],
    ],
)
def test_verify_refuses_when_the_signature_is_another(given: str) -> None:
    with pytest.raises(BadSignature) as caught:
        channel.verify({"x-line-signature": given}, BODY)
    assert not caught.value.missing


@pytest.mark.parametrize(("secret", "token"), [("", "t"), ("s", ""), ("", "")])
def test_channel_cannot_be_made_when_a_secret_is_empty(secret: str, token: str) -> None:
    with pytest.raises(ValueError, match=r"LINE needs"):
        LineChannel(secret, token)
