"""The console's routes."""

from __future__ import annotations

from typing import cast

from fastapi import APIRouter

from bot.console import assets
from bot.console.access import RequestReader, TranscriptReader
from bot.console.account_pages import AccountPages
from bot.console.admin_pages import AdminPages
from bot.console.conversation_pages import ConversationPages
from bot.console.events import EventPages
from bot.console.figure_pages import FigurePages
from bot.console.gate import Gate
from bot.console.parts import ConsoleParts
from bot.console.queue_pages import QueuePages
from bot.console.request_pages import REQUESTS, RequestPages
from bot.console.route import SIGN_IN, ConsoleRoute
from bot.console.sign_ins import SignInDesk
from bot.console.staff import Staff
from bot.console.staff_pages import ACCOUNTS, StaffPages
from bot.desk.tell import DeskTeller
from bot.guide.ports import Store as GuideStore
from bot.guide.requests.ask import HandleRequests

CONVERSATION = "/console/conversations/{conversation_id}"


def console_router(parts: ConsoleParts) -> APIRouter:
    """All pages under /console."""
    router = APIRouter(route_class=ConsoleRoute, include_in_schema=False)
    desk = SignInDesk(parts.store, parts.clock)
    gate = Gate(desk, parts.secure_cookies)
    _add_account(router, AccountPages(desk, gate, parts.clock))
    _add_queue(router, QueuePages(parts.store, gate, parts.clock, parts.roster))
    reader = TranscriptReader(parts.store, parts.clock)
    _add_conversation(router, ConversationPages(parts, gate, reader))
    _add_requests(router, _request_pages(parts, gate))
    figures = FigurePages(parts.store, gate, parts.clock)
    router.add_api_route("/console/figures", figures.show, methods=["GET"])
    _add_admin(router, AdminPages(parts, gate))
    _add_staff(router, StaffPages(Staff(parts.store, parts.counsel, parts.clock), gate))
    router.add_api_route("/console/events", EventPages(parts.bell, gate, parts.clock).stream, methods=["GET"])
    router.add_api_route("/console/static/{name}", assets.send, methods=["GET"])
    return router


def _add_account(router: APIRouter, pages: AccountPages) -> None:
    router.add_api_route(SIGN_IN, pages.ask, methods=["GET"])
    router.add_api_route(SIGN_IN, pages.sign_in, methods=["POST"])
    router.add_api_route("/console/sign-out", pages.sign_out, methods=["POST"])
    router.add_api_route("/console/password", pages.password, methods=["GET"])
    router.add_api_route("/console/password", pages.change_password, methods=["POST"])


def _add_queue(router: APIRouter, pages: QueuePages) -> None:
    router.add_api_route("/console", pages.show, methods=["GET"])
    router.add_api_route("/console/queue", pages.lists, methods=["GET"])
    router.add_api_route("/console/waiting", pages.waiting, methods=["GET"])


def _add_conversation(router: APIRouter, pages: ConversationPages) -> None:
    router.add_api_route(CONVERSATION, pages.show, methods=["GET"])
    router.add_api_route(f"{CONVERSATION}/live", pages.live, methods=["GET"])
    router.add_api_route(f"{CONVERSATION}/transcript", pages.earlier, methods=["GET"])
    router.add_api_route(f"{CONVERSATION}/{{action}}", pages.act, methods=["POST"])


def _request_pages(parts: ConsoleParts, gate: Gate) -> RequestPages:
    # One store serves both; the guide's port shows only its own half.
    handle = HandleRequests(cast(GuideStore, parts.store), DeskTeller(parts.counsel.channels))
    return RequestPages(parts, gate, RequestReader(parts.store, parts.clock), handle)


def _add_requests(router: APIRouter, pages: RequestPages) -> None:
    router.add_api_route(REQUESTS, pages.show, methods=["GET"])
    router.add_api_route(f"{REQUESTS}/lists", pages.lists, methods=["GET"])
    router.add_api_route(f"{REQUESTS}/count", pages.count, methods=["GET"])
    router.add_api_route(f"{REQUESTS}/{{request_id}}", pages.one, methods=["GET"])
    router.add_api_route(f"{REQUESTS}/{{request_id}}", pages.move, methods=["POST"])


def _add_admin(router: APIRouter, pages: AdminPages) -> None:
    router.add_api_route("/console/check", pages.check, methods=["GET"])
    router.add_api_route("/console/access", pages.access, methods=["GET"])


def _add_staff(router: APIRouter, pages: StaffPages) -> None:
    router.add_api_route(ACCOUNTS, pages.show, methods=["GET"])
    router.add_api_route(ACCOUNTS, pages.add, methods=["POST"])
    router.add_api_route(f"{ACCOUNTS}/{{counselor_id}}/{{action}}", pages.act, methods=["POST"])
