"""The samples: away and back with one click."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette_admin.routing import route

from bot.editor.page import EditorPage, editor_of, go, note
from bot.guide.errors import CatalogueError
from bot.guide.keeping.samples import load_samples, remove_samples


class SamplePages(EditorPage):
    """What is shown as 見本, and the two buttons."""

    menu_label = "見本"
    path = "/samples"

    @route("")
    async def index(self, request: Request) -> Response:
        """The samples there are."""
        async with self.parts.store.read() as uow:
            sessions = [one for one in await uow.sessions.everyone() if one.sample]
            places = [one for one in await uow.places.everyone() if one.sample]
            booked = len([one for one in sessions if await uow.bookings.any_of(one.id)])
        return self.show(request, "pages/samples.html", sessions=sessions, places=places, booked=booked)

    @route("/remove", methods=["POST"], name="samples-remove")
    async def remove(self, request: Request) -> Response:
        """Delete them all."""
        count = await remove_samples(self.parts.store, editor_of(request).counselor.id, self.now)
        note(request, f"見本を{count}件消しました。")
        return go("/samples")

    @route("/restore", methods=["POST"], name="samples-restore")
    async def restore(self, request: Request) -> Response:
        """Show them again, where the city has nothing of its own yet."""
        by = editor_of(request).counselor.id
        try:
            count = await load_samples(self.parts.store, self.parts.samples, self.now, again=True, by=by)
        except CatalogueError:
            note(request, "見本のファイルを読めませんでした。管理者に連絡してください。", good=False)
        else:
            note(
                request,
                f"見本を{count}件出しました。"
                if count
                else "出せる見本はありません。市の登録があるものには、見本を出しません。",
            )
        return go("/samples")
