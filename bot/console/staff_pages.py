"""The accounts page: who can sign in, and as what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Path, Request
from fastapi.responses import Response

from bot.console import labels, render
from bot.console.accounts import DISPLAY_NAME_MAX, ROLES, AccountError, LoginTaken
from bot.console.errors import not_found
from bot.console.forms import Form
from bot.console.gate import Gate
from bot.console.staff import NoSuchAccount, OwnAccount, Staff
from bot.desk.ports import Counselor, SignIn, StoreConflict

ACCOUNTS = "/console/accounts"
CounselorId = Annotated[int, Path(ge=1, le=2**31 - 1)]

_WRONG = {
    "login": "ログイン名は、半角の英小文字と数字(. _ @ - も使えます)で3〜60文字にしてください。",
    "display name": f"名前は1〜{DISPLAY_NAME_MAX}文字にしてください。",
    "roles": "権限を1つ以上選んでください。",
}
_TAKEN = "そのログイン名は、すでに使われています。"
_OWN = "ご自身のアカウントは、この画面では変更できません。ほかの管理者に頼んでください。"


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says about the last form. `password` is shown this once."""

    done: str = ""
    error: str = ""
    password: str = ""


Action = Callable[[int, Counselor, Form], Awaitable[Told]]


@dataclass(frozen=True, slots=True)
class StaffPages:
    """The list of accounts and its forms. A password is in the answer to its form and nowhere else."""

    staff: Staff
    gate: Gate

    async def show(self, request: Request) -> Response:
        """The list."""
        return await self._page(await self.gate.admin(request), Told())

    async def add(self, request: Request) -> Response:
        """A new account."""
        sign_in, form = await self.gate.admin_posted(request)
        login, name = form.get("login", ""), form.get("name", "")
        try:
            password = await self.staff.add(login, name, _roles(form))
        except AccountError as error:
            return await self._page(sign_in, Told(error=_explain(error)), form, status=400)
        except StoreConflict:
            return await self._page(sign_in, Told(error=_TAKEN), form, status=400)
        return await self._page(
            sign_in, Told(f"{name.strip()}さんのアカウントを作りました。", password=password)
        )

    async def act(self, request: Request, counselor_id: CounselorId, action: str) -> Response:
        """Change an account."""
        sign_in, form = await self.gate.admin_posted(request)
        do = self._actions().get(action)
        if do is None:
            raise not_found()
        try:
            told = await do(counselor_id, sign_in.counselor, form)
        except NoSuchAccount:
            raise not_found() from None
        except OwnAccount:
            return await self._page(sign_in, Told(error=_OWN), status=400)
        except AccountError as error:
            return await self._page(sign_in, Told(error=_explain(error)), status=400)
        return await self._page(sign_in, told)

    def _actions(self) -> dict[str, Action]:
        return {
            "disable": self._disable,
            "enable": self._enable,
            "roles": self._change_roles,
            "password": self._reset_password,
        }

    async def _disable(self, counselor_id: int, by: Counselor, _form: Form) -> Told:
        account = await self.staff.disable(counselor_id, by)
        return Told(
            f"{account.display_name}さんのアカウントを停止しました。担当していた会話は待機に戻しました。"
        )

    async def _enable(self, counselor_id: int, _by: Counselor, _form: Form) -> Told:
        account = await self.staff.enable(counselor_id)
        return Told(f"{account.display_name}さんのアカウントを再開しました。")

    async def _change_roles(self, counselor_id: int, by: Counselor, form: Form) -> Told:
        account = await self.staff.change_roles(counselor_id, _roles(form), by)
        roles = "、".join(labels.role(role) for role in account.roles)
        return Told(f"{account.display_name}さんの権限を、{roles}にしました。")

    async def _reset_password(self, counselor_id: int, by: Counselor, _form: Form) -> Told:
        account, password = await self.staff.reset_password(counselor_id, by)
        return Told(f"{account.display_name}さんのパスワードを新しくしました。", password=password)

    async def _page(
        self, sign_in: SignIn, told: Told, form: Form | None = None, *, status: int = 200
    ) -> Response:
        draft = form or {"role_counselor": "1"}
        return render.page(
            "accounts.html",
            status=status,
            sign_in=sign_in,
            accounts=await self.staff.everyone(),
            told=told,
            login=draft.get("login", ""),
            name=draft.get("name", ""),
            chosen=_roles(draft),
            all_roles=ROLES,
            name_max=DISPLAY_NAME_MAX,
        )


def _roles(form: Form) -> list[str]:
    return [role for role in ROLES if form.get(f"role_{role}")]


def _explain(error: AccountError) -> str:
    return _TAKEN if isinstance(error, LoginTaken) else _WRONG.get(error.field, str(error))
