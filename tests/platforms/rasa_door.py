"""Stands in for Rasa's door in tests of real processes: answers, hangs or fails on demand."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response


class RasaDoor:
    """Answers each message with 「…」ですね。 so that replies can be told apart."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.hangs = False
        self.fails = False
        self.app = FastAPI()
        self.app.post("/webhooks/desk/turn", response_model=None)(self._turn)
        self.app.get("/status", response_model=None)(self._status)

    async def _status(self) -> Response:
        return JSONResponse({})

    async def _turn(self, request: Request) -> Response:
        body: dict[str, Any] = await request.json()
        self.keys.append(body["key"])
        if self.hangs:
            await asyncio.Event().wait()
        if self.fails:
            return JSONResponse({"error": "ActionServer"}, 500)
        ours = {"topic": "chitchat", "bubbles": [{"text": f"「{body['message']}」ですね。"}]}
        return JSONResponse(
            {"messages": [{"custom": {"akari": ours}}], "intent": "chitchat", "confidence": 1.0}
        )
