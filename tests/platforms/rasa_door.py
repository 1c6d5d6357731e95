"""Stands in for Rasa's door in tests of real processes: answers, hangs or fails on demand."""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response


class Mood(Enum):
    """How the door answers."""

    WELL = "well"
    FAILING = "failing"
    """500, as our door says it when the action server is away."""
    EMPTY = "empty"
    """200 and nothing to say, as Rasa's own doors say it."""
    NONSENSE = "nonsense"
    """200 and something that is no answer."""


class RasaDoor:
    """Answers each message with 「…」ですね。 so that replies can be told apart."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.mood = Mood.WELL
        self._free = asyncio.Event()
        self._free.set()
        self.app = FastAPI()
        self.app.post("/webhooks/desk/turn", response_model=None)(self._turn)
        self.app.get("/status", response_model=None)(self._status)

    def hang(self) -> None:
        """Answer nobody until `resume`."""
        self._free.clear()

    def resume(self) -> None:
        """Answer again, also those who still wait."""
        self._free.set()

    def mend(self) -> None:
        """Answer everybody, and well."""
        self.mood = Mood.WELL
        self.resume()

    async def _status(self) -> Response:
        return JSONResponse({})

    async def _turn(self, request: Request) -> Response:
        body: dict[str, Any] = await request.json()
        self.keys.append(body["key"])
        await self._free.wait()
        match self.mood:
            case Mood.FAILING:
                return JSONResponse({"error": "RuntimeError"}, 500)
            case Mood.EMPTY:
                return JSONResponse({"messages": [], "intent": "chitchat", "confidence": 1.0})
            case Mood.NONSENSE:
                return Response("<html>proxy</html>", media_type="text/html")
        ours = {"topic": "chitchat", "bubbles": [{"text": f"「{body['message']}」ですね。"}]}
        return JSONResponse(
            {"messages": [{"custom": {"akari": ours}}], "intent": "chitchat", "confidence": 1.0}
        )
