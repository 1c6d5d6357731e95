"""A person's phone: what one can do in a chat with the account."""

from __future__ import annotations

from urllib.parse import parse_qs

from tests.platforms.line import events, ids
from tests.platforms.line.chats import Person
from tests.platforms.line.events import Json
from tests.platforms.line.state import Line
from tests.platforms.line.webhook import Delivered, Webhook


class Phone:
    """Acts for one person; what it does stands in the chat before it is delivered."""

    def __init__(self, line: Line, webhook: Webhook, name: str) -> None:
        self._line = line
        self._webhook = webhook
        self.person: Person = line.person(name)
        self.source = events.user(self.person.id)

    async def say(self, words: str) -> Delivered:
        return await self.send(events.text(words))

    async def send(self, content: Json) -> Delivered:
        """Send any message content of `events`."""
        return await self._webhook.deliver([self.written(content)])

    def written(self, content: Json) -> Json:
        """The message event, noted in the chat and not delivered yet."""
        person = self.person
        person.wrote_at = self._line.clock()
        entry = self._line.note(person, "person", content)
        token = ids.token()
        self._line.read_tokens[token] = (person.id, entry.id)
        return events.message(self._line, self.source, {**content, "id": entry.id, "markAsReadToken": token})

    async def follow(self) -> Delivered:
        unblocked = self.person.blocked
        self.person.friend, self.person.blocked = True, False
        self._note("follow")
        return await self._webhook.deliver([events.follow(self._line, self.source, unblocked=unblocked)])

    async def unfollow(self) -> Delivered:
        self.person.blocked = True
        self._note("unfollow")
        return await self._webhook.deliver([events.unfollow(self._line, self.source)])

    async def unsend(self, entry_id: str) -> Delivered:
        self.person.entry(entry_id).unsent = True
        self._line.revision += 1
        return await self._webhook.deliver([events.unsend(self._line, self.source, entry_id)])

    async def tap(self, action: Json) -> Delivered | None:
        """Use a button or quick reply; None for what happens on the phone alone (a call, a page)."""
        match action["type"]:
            case "message":
                return await self.say(action["text"])
            case "postback":
                return await self.postback(action["data"], action.get("displayText", ""))
            case _:
                return None

    async def postback(self, data: str, shown: str = "") -> Delivered:
        shown = shown or parse_qs(data).get("say", [""])[0]
        self.person.wrote_at = self._line.clock()
        self._note("postback", text=shown or data)
        return await self._webhook.deliver([events.postback(self._line, self.source, data)])

    async def again(self) -> Delivered | None:
        """Have the latest delivery repeated, as LINE does when it missed the answer."""
        return await self._webhook.again() if self._webhook.last else None

    def quick_replies(self) -> list[Json]:
        """The actions of the quick replies now on the screen: under the latest message only."""
        shown = [entry for entry in self.person.chat if entry.shown and entry.side != "event"]
        last = shown[-1].message if shown else {}
        return [item["action"] for item in last.get("quickReply", {}).get("items", [])]

    def _note(self, kind: str, **more: str) -> None:
        self._line.note(self.person, "event", {"type": kind, **more})
