"""One conversation: what was said, and what the counselor does about it."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Path, Request
from fastapi.responses import Response

from bot.console import labels, render, times
from bot.console.access import Transcript, TranscriptReader
from bot.console.accounts import READERS
from bot.console.calling import Calling, calling
from bot.console.errors import Refusal, away_or_refusal, not_found, unreadable
from bot.console.forms import Form
from bot.console.gate import Gate
from bot.console.parts import ConsoleParts
from bot.console.route import by_script
from bot.console.snippets import SNIPPETS
from bot.conversation.errors import ConversationAlreadyClaimed
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.counsel import REPLY_MAX
from bot.desk.ports import Counselor, SignIn

ConversationId = Annotated[int, Path(ge=1, le=2**31 - 1)]
Action = Callable[[int, Counselor, Form], Awaitable[str]]
"""Does what a form asks; the address to go to afterwards, "" for staying on the page."""


@dataclass(frozen=True, slots=True)
class ConversationPages:
    """The page of one conversation and its forms."""

    parts: ConsoleParts
    gate: Gate
    reader: TranscriptReader

    async def show(self, request: Request, conversation_id: ConversationId) -> Response:
        """The whole page; its opening is recorded."""
        sign_in = await self.gate.reader(request)
        transcript = await self.reader.open(conversation_id, sign_in.counselor)
        return await self._page("conversation.html", sign_in, transcript)

    async def live(self, request: Request, conversation_id: ConversationId) -> Response:
        """What changes while the page is open, to be put into it."""
        sign_in = await self.gate.reader(request)
        transcript = await self.reader.look_again(conversation_id, sign_in.counselor)
        return await self._page("_conversation_live.html", sign_in, transcript)

    async def earlier(self, request: Request, conversation_id: ConversationId) -> Response:
        """The transcript alone, for the fold of an earlier conversation; its opening is recorded."""
        sign_in = await self.gate.reader(request)
        transcript = await self.reader.open(conversation_id, sign_in.counselor)
        return render.page("_transcript.html", lines=transcript.lines)

    async def act(self, request: Request, conversation_id: ConversationId, action: str) -> Response:
        """Do what a form of the page asks."""
        sign_in, form = await self.gate.reader_posted(request)
        do = self._actions().get(action)
        if do is None:
            raise not_found()
        try:
            following = await do(conversation_id, sign_in.counselor, form)
        except Exception as error:
            reason = away_or_refusal(error)
            if reason is None:
                raise
            return await self._refused(request, sign_in, conversation_id, reason, form.get("text", ""))
        if by_script(request):
            return render.data({"go": following, "once": _new_name()})
        return render.go(following or f"/console/conversations/{conversation_id}")

    def _actions(self) -> dict[str, Action]:
        return {
            "acknowledge": self._acknowledge,
            "claim": self._claim,
            "release": self._release,
            "transfer": self._transfer,
            "reply": self._reply,
            "close": self._close,
            "level": self._set_level,
        }

    async def _acknowledge(self, conversation_id: int, counselor: Counselor, _form: Form) -> str:
        await self.parts.counsel.acknowledge(conversation_id, counselor)
        return ""

    async def _claim(self, conversation_id: int, counselor: Counselor, _form: Form) -> str:
        try:
            await self.parts.counsel.claim(conversation_id, counselor)
        except ConversationAlreadyClaimed:
            # A second tap on the same button has what it wanted.
            async with self.parts.store.read() as uow:
                if (await uow.conversations.get(conversation_id)).holder_id != counselor.id:
                    raise
        return ""

    async def _release(self, conversation_id: int, counselor: Counselor, _form: Form) -> str:
        await self.parts.counsel.release(conversation_id, counselor)
        return "/console?done=released"

    async def _transfer(self, conversation_id: int, counselor: Counselor, form: Form) -> str:
        others = {str(other.id): other for other in await self._others(counselor)}
        to = others.get(form.get("to", ""))
        if to is None:
            raise Refusal(400, "操作できませんでした", "引きつぐ相談員を選んでください。")
        await self.parts.counsel.transfer(conversation_id, counselor, to)
        return "/console?done=transferred"

    async def _reply(self, conversation_id: int, counselor: Counselor, form: Form) -> str:
        text, once = form.get("text", ""), form.get("once", "")
        await self.parts.counsel.reply(conversation_id, counselor, text, once=once)
        return ""

    async def _close(self, conversation_id: int, counselor: Counselor, _form: Form) -> str:
        await self.parts.counsel.close(conversation_id, counselor)
        return "/console?done=closed"

    async def _set_level(self, conversation_id: int, counselor: Counselor, form: Form) -> str:
        levels = {level.word: level for level in labels.SETTABLE}
        level = levels.get(form.get("level", ""))
        if level is None:
            raise unreadable()
        await self.parts.counsel.set_level(conversation_id, counselor, level)
        return ""

    async def _others(self, counselor: Counselor) -> list[Counselor]:
        async with self.parts.store.read() as uow:
            everyone = await uow.counselors.everyone()
        return [one for one in everyone if one.id != counselor.id and not READERS.isdisjoint(one.roles)]

    async def _refused(
        self, request: Request, sign_in: SignIn, conversation_id: int, reason: Refusal, draft: str
    ) -> Response:
        """The refusal on the conversation's own page, so that what was typed is not lost."""
        if by_script(request) or reason.status in (404, 503):
            raise reason
        transcript = await self.reader.look_again(conversation_id, sign_in.counselor)
        return await self._page(
            "conversation.html", sign_in, transcript, status=reason.status, error=reason.text, draft=draft
        )

    async def _page(
        self,
        template: str,
        sign_in: SignIn,
        transcript: Transcript,
        *,
        status: int = 200,
        error: str = "",
        draft: str = "",
    ) -> Response:
        conversation, now = transcript.conversation, self.parts.clock.now()
        since = transcript.handoff.opened_at if transcript.handoff else None
        return render.page(
            template,
            status=status,
            sign_in=sign_in,
            transcript=transcript,
            conversation=conversation,
            mine=conversation.status is Status.CLAIMED and conversation.holder_id == sign_in.counselor.id,
            others=await self._others(sign_in.counselor),
            settable=labels.SETTABLE,
            summary=transcript.summary if _worth_telling(transcript) else None,
            calling=self._calling(transcript),
            shown_level=max(conversation.level, RiskLevel.NONE),
            waited=times.waited(since, now) if since else "",
            waited_s=max(0, int((now - since).total_seconds())) if since else 0,
            snippets=SNIPPETS,
            reply_max=REPLY_MAX,
            once=_new_name(),
            error=error,
            draft=draft,
        )

    def _calling(self, transcript: Transcript) -> Calling | None:
        if transcript.paging is None or transcript.handoff is None:
            return None
        roster = self.parts.roster() if self.parts.roster else None
        return calling(transcript.paging, transcript.handoff.level, roster, self.parts.clock.now())


def _worth_telling(transcript: Transcript) -> bool:
    """Whether a human is, or perhaps should be, concerned with the talk."""
    return transcript.handoff is not None or transcript.summary.level > RiskLevel.NONE


def _new_name() -> str:
    """A name for one form, so that sending it twice says it once."""
    return secrets.token_urlsafe(16)
