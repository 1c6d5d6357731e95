"""The `akari` command."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from typing import Annotated

import typer

from bot.logging import set_up_logging
from bot.settings import Settings, SettingsError, load_settings

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
counselor_app = typer.Typer(no_args_is_help=True, help="相談員の登録")
app.add_typer(counselor_app, name="counselor")


def _settings() -> Settings:
    set_up_logging()
    try:
        return load_settings()
    except SettingsError as error:
        print(f"設定に誤りがあります。\n{error}", file=sys.stderr)
        raise typer.Exit(2) from None


@app.command()
def run() -> None:
    """すべてを起動する（受付、Rasa、アクションサーバー、シミュレータ）。"""
    from bot.commands.run import run as start

    raise typer.Exit(asyncio.run(start(_settings())))


@app.command()
def serve() -> None:
    """受付だけを起動する。"""
    from bot.commands.serve import serve as start

    start(_settings())


@app.command()
def migrate() -> None:
    """データベースをこの版の形にする。"""
    from bot.store.migrate import migrate as upgrade

    asyncio.run(upgrade(_settings().database_url))
    print("データベースは最新の形です。")


@app.command()
def seed() -> None:
    """案内のデータ（サービス、窓口、相談先）をデータベースに入れる。"""
    from bot.commands.seed import seed as put

    raise typer.Exit(asyncio.run(put(_settings())))


@app.command("line-menu")
def line_menu() -> None:
    """LINEのトーク画面の下のメニューを登録する（何度実行してもよい）。"""
    from bot.commands.line_menu import line_menu as place

    raise typer.Exit(asyncio.run(place(_settings())))


@app.command()
def check() -> None:
    """設定とデータを確かめ、足りないものを挙げる。"""
    from bot.commands.check import check as look
    from bot.guide.calendar_days import TOKYO

    raise typer.Exit(look(_settings(), datetime.now(TOKYO)))


@app.command()
def screen() -> None:
    """標準入力の各行のリスクを判定し、JSONで出す。"""
    from bot.commands.screen import screen as look

    look(_settings())


@app.command()
def ask(
    conversation: Annotated[
        bool, typer.Option("--conversation", help="各行をひとつの会話の続きとして扱う")
    ] = False,
    at: Annotated[str | None, typer.Option(help="この時刻として答える（例 2026-11-23T02:10）")] = None,
    channel: Annotated[str, typer.Option(help="line、web、telegram のどれか")] = "line",
) -> None:
    """標準入力の各行に受付全体で答え、JSONで出す。どこにも送らない。"""
    from bot.commands.ask import Options, parse_at
    from bot.commands.ask import ask as put

    if channel not in ("line", "web", "telegram"):
        raise typer.BadParameter("line、web、telegram のどれかを指定してください", param_hint="--channel")
    try:
        moment = parse_at(at) if at else None
    except ValueError:
        raise typer.BadParameter("2026-11-23T02:10 のように書いてください", param_hint="--at") from None
    asyncio.run(put(_settings(), Options(conversation, moment, "webchat" if channel == "web" else channel)))


@counselor_app.command("add")
def counselor_add(
    login: Annotated[str, typer.Argument(help="サインインの名前（半角英数字）")],
    name: Annotated[str, typer.Argument(help="画面と返信に出る名前（20文字まで）")],
    role: Annotated[list[str] | None, typer.Option(help="counselor、editor、admin")] = None,
) -> None:
    """相談員を登録し、パスワードを一度だけ表示する。"""
    from bot.commands.counselor import add

    asyncio.run(add(_settings(), login, name, role or ["counselor"]))


def main() -> None:
    """Entry point of the `akari` script."""
    app()


if __name__ == "__main__":
    main()
