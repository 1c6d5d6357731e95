"""Rasa's door for the front desk: one turn in, one answer out, and a failure is a failure."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)

TEXT_MAX = 5000
"""Characters of one message; what is longer is cut for understanding, not for the transcript."""


class DeskInput(InputChannel):
    """POST /webhooks/desk/turn with sender, message, key, channel, now.

    Rasa's own REST channel answers 200 with an empty list when something breaks; this one
    answers 500. `key` names the turn: the same key again gives the same answer again.
    """

    @classmethod
    def name(cls) -> str:
        """The channel's name in credentials.yml and in the address."""
        return "desk"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        desk = Blueprint("desk_channel")

        @desk.route("/", methods=["GET"])
        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @desk.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            fault = _fault(request.json)
            if fault:
                return response.json({"error": fault}, status=400)
            if not request.app.ctx.agent.is_ready():
                return response.json({"error": "loading"}, status=503)
            try:
                return response.json(await _answer(request, on_new_message))
            except Exception as error:
                # Never the message itself: a traceback of Rasa may hold what the person wrote.
                logger.error("turn failed: %s", type(error).__name__)
                return response.json({"error": type(error).__name__}, status=500)

        return desk


def _fault(body: Any) -> str | None:
    if not isinstance(body, dict):
        return "the body must be a JSON object"
    for field in ("sender", "message", "key"):
        if not isinstance(body.get(field), str) or not body[field]:
            return f"{field} must be a text"
    return None


async def _answer(request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> dict[str, Any]:
    body = request.json
    repeated = await _said_before(request, body["sender"], body["key"])
    if repeated is not None:
        return repeated
    collector = CollectingOutputChannel()
    message = UserMessage(
        body["message"][:TEXT_MAX],
        collector,
        body["sender"],
        input_channel=DeskInput.name(),
        message_id=body["key"],
        metadata={"channel": body.get("channel", ""), "now": body.get("now", "")},
    )
    await on_new_message(message)
    return {"messages": collector.messages, **await _understood(request, body["sender"])}


async def _said_before(request: Request, sender: str, key: str) -> dict[str, Any] | None:
    tracker = await request.app.ctx.agent.tracker_store.retrieve(sender)
    if tracker is None:
        return None
    events = list(tracker.events)
    turns = [i for i, event in enumerate(events) if isinstance(event, UserUttered) and event.message_id == key]
    if not turns:
        return None
    said = []
    for event in events[turns[-1] + 1 :]:
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            said.append({"text": event.text, "custom": event.data.get("custom")})
    if not said:
        return None
    return {"messages": said, **_meaning(events[turns[-1]])}


async def _understood(request: Request, sender: str) -> dict[str, Any]:
    tracker = await request.app.ctx.agent.tracker_store.retrieve(sender)
    latest = tracker.latest_message if tracker else None
    return _meaning(latest) if latest else {"intent": "", "confidence": 0.0}


def _meaning(event: UserUttered) -> dict[str, Any]:
    intent = event.parse_data.get("intent") or {}
    return {"intent": intent.get("name") or "", "confidence": float(intent.get("confidence") or 0.0)}
