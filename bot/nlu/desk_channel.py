"""Rasa's door for the front desk: one turn in, one answer out, and a failure is a failure."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.nlu.reading import entities_at, read

logger = logging.getLogger(__name__)

TEXT_MAX = 5000
"""Characters of one message; what is longer is cut for understanding, not for the transcript."""

Handle = Callable[[UserMessage], Awaitable[Any]]


class DeskInput(InputChannel):
    """POST /webhooks/desk/turn with sender, message, key, channel, now.

    Answers `messages`, `intent`, `confidence` and `entities` (`name`, `value`, `text` each).

    Rasa's own REST channel answers 200 with an empty list when something breaks; this one
    answers 500. `key` names the turn: the same key again gives the same answer again.
    """

    @classmethod
    def name(cls) -> str:
        """The channel's name in credentials.yml and in the address."""
        return "desk"

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        """The routes."""
        desk = Blueprint("desk_channel")

        @desk.route("/", methods=["GET"])
        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @desk.listener("after_server_start")
        async def warm_up(app: Any, _loop: Any) -> None:
            # The first reading loads vectors and dictionaries; it should not be a person's.
            if app.ctx.agent is not None and app.ctx.agent.is_ready():
                await app.ctx.agent.parse_message("こんにちは")

        @desk.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            fault = _fault(request.json)
            if fault:
                return response.json({"error": fault}, status=400)
            if not request.app.ctx.agent.is_ready():
                return response.json({"error": "loading"}, status=503)
            try:
                return response.json(await _answer(request.app.ctx.agent, request.json, on_new_message))
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


async def _answer(agent: Any, body: dict[str, Any], on_new_message: Handle) -> dict[str, Any]:
    async with agent.lock_store.lock(body["sender"]):
        # Waits for a turn of the same person that is still being taken: it may be this very one.
        tracker = await agent.tracker_store.retrieve(body["sender"])
    repeated = _said_before(tracker, body["key"], body.get("now"))
    if repeated is not None:
        return repeated
    collector = CollectingOutputChannel()
    understood, metadata = await read(agent, body["message"][:TEXT_MAX], tracker)
    message = UserMessage(
        understood["text"],
        collector,
        body["sender"],
        input_channel=DeskInput.name(),
        message_id=body["key"],
        parse_data=understood,
        metadata={
            "channel": body.get("channel", ""),
            "now": body.get("now", ""),
            "dated": body.get("dated") or [],
            **metadata,
        },
    )
    await on_new_message(message)
    if not collector.messages:
        raise RuntimeError("the action server gave no answer")
    return {"messages": collector.messages, **_meaning(understood, body.get("now"))}


def _said_before(tracker: DialogueStateTracker | None, key: str, now: object) -> dict[str, Any] | None:
    events = list(tracker.events) if tracker else []
    turns = [
        i for i, event in enumerate(events) if isinstance(event, UserUttered) and event.message_id == key
    ]
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
    return {"messages": said, **_meaning(events[turns[-1]].parse_data, now)}


def _meaning(parse_data: Any, now: object) -> dict[str, Any]:
    intent = parse_data.get("intent") or {}
    return {
        "intent": intent.get("name") or "",
        "confidence": float(intent.get("confidence") or 0.0),
        "entities": entities_at(parse_data.get("entities") or (), now),
    }
