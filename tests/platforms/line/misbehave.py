"""How a fault looks to the one who asked."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from tests.platforms.line.faults import Fault


class CutLine(Response):
    """Begins to answer and breaks off."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"sentM', "more_body": True})


async def misbehave(fault: Fault, request: Request) -> Response:
    """The fault as a response; silence lasts until the other side gives up."""
    if fault.kind == "drop":
        return CutLine()
    if fault.kind == "hang":
        while (await request.receive())["type"] != "http.disconnect":
            pass
        return Response(status_code=499)
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    return JSONResponse({"message": "Misbehaving as asked"}, fault.status, headers)
