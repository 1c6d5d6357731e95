"""Accounts of the staff, kept by an administrator at the console."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.console import passwords
from bot.console.accounts import READERS, checked_roles, create_counselor
from bot.conversation.errors import ConversationError
from bot.conversation.status import Status
from bot.desk.counsel import Counsel
from bot.desk.ports import Clock, Counselor, Store


class NoSuchAccount(Exception):
    """No account has this id."""


class OwnAccount(Exception):
    """Nobody can lock themselves out: that takes another administrator."""


@dataclass(frozen=True, slots=True)
class Staff:
    """The use cases of the accounts page; `by` is the administrator who acts."""

    store: Store
    counsel: Counsel
    clock: Clock

    async def everyone(self) -> list[Counselor]:
        """All accounts, also the disabled ones."""
        async with self.store.read() as uow:
            return await uow.counselors.accounts()

    async def add(self, login: str, display_name: str, roles: Iterable[str]) -> str:
        """Make an account; its password, to be shown once. AccountError when a value is wrong."""
        return await create_counselor(self.store, self.clock, login, display_name, roles)

    async def disable(self, counselor_id: int, by: Counselor) -> Counselor:
        """End all sign-ins and allow no new one; held conversations go back to the queue."""
        account = await self._other(counselor_id, by)
        async with self.store.write() as uow:
            await uow.counselors.set_disabled(account.id, disabled=True)
            await uow.sign_ins.drop_all(account.id)
        await self._give_back(account)
        return account

    async def enable(self, counselor_id: int) -> Counselor:
        """Allow to sign in again."""
        account = await self._get(counselor_id)
        async with self.store.write() as uow:
            await uow.counselors.set_disabled(account.id, disabled=False)
        return account

    async def change_roles(self, counselor_id: int, roles: Iterable[str], by: Counselor) -> Counselor:
        """Give other roles; whoever may no longer read gives their conversations back.

        AccountError when there is no role.
        """
        account, wanted = await self._other(counselor_id, by), checked_roles(roles)
        async with self.store.write() as uow:
            await uow.counselors.set_roles(account.id, wanted)
        if READERS.isdisjoint(wanted):
            await self._give_back(account)
        return replace(account, roles=tuple(wanted))

    async def reset_password(self, counselor_id: int, by: Counselor) -> tuple[Counselor, str]:
        """A new password, to be shown once; all sign-ins end and failed ones are forgotten."""
        account, password = await self._other(counselor_id, by), passwords.generate()
        hashed = await passwords.hash_password(password)
        async with self.store.write() as uow:
            await uow.counselors.set_password(account.login, hashed)
            await uow.sign_ins.drop_all(account.id)
            await uow.sign_ins.forget_failures(account.login)
        return account, password

    async def _get(self, counselor_id: int) -> Counselor:
        async with self.store.read() as uow:
            account = await uow.counselors.get(counselor_id)
        if account is None:
            raise NoSuchAccount(counselor_id)
        return account

    async def _other(self, counselor_id: int, by: Counselor) -> Counselor:
        account = await self._get(counselor_id)
        if account.id == by.id:
            raise OwnAccount
        return account

    async def _give_back(self, account: Counselor) -> None:
        """Nobody else could answer a conversation whose holder cannot sign in."""
        async with self.store.read() as uow:
            entries = await uow.handoffs.queue()
        for entry in entries:
            conversation = entry.conversation
            if conversation.status is Status.CLAIMED and conversation.holder_id == account.id:
                try:
                    await self.counsel.release(conversation.id, account)
                except ConversationError:
                    # Closed or handed on in the meantime: then nothing is stuck.
                    continue
