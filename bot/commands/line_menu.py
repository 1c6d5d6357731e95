"""`akari line-menu`: the menu below the chat on LINE, with the entry for a human always in sight."""

from __future__ import annotations

import sys

from bot.channels.line.answers import Refused
from bot.channels.line.client import Deadlines
from bot.channels.line.rich_menu import PICTURE, Placed, place_menu
from bot.settings import Settings

_WHY = {
    "line_token_wrong": "チャネルアクセストークンが正しくありません（AKARI_LINE_CHANNEL_ACCESS_TOKEN）",
    "line_not_permitted": "このアカウントではメニューを変更できません",
    "line_too_many": "LINEへの要求が多すぎます。1分ほどおいて、もう一度実行してください",
    "line_timeout": "LINEから時間内に返事がありませんでした",
    "line_unreachable": "LINEにつながりません",
    "line_unreadable": "LINEからではない返事が届きました。途中のプロキシを確かめてください",
}


async def line_menu(settings: Settings) -> int:
    """Place the menu and say what was done; 1 when LINE is not configured or did not take it."""
    token = settings.line_channel_access_token
    if not settings.line_on or token is None:
        print(
            "LINEが設定されていません（AKARI_LINE_CHANNEL_SECRET、AKARI_LINE_CHANNEL_ACCESS_TOKEN）。",
            file=sys.stderr,
        )
        return 1
    try:
        placed = await _place(token.get_secret_value(), settings.line_api_base)
    except Refused as refused:
        why = _WHY.get(refused.code, f"LINEが受けつけませんでした（{refused.code}）")
        request = f"（要求番号 {refused.request_id}）" if refused.request_id else ""
        print(f"メニューを登録できませんでした: {why}{request}", file=sys.stderr)
        return 1
    print("メニューを登録しました。" if placed.made else "メニューはすでに登録されています。")
    if placed.removed:
        print(f"古いメニューを{placed.removed}件消しました。")
    return 0


async def _place(token: str, api_base: str) -> Placed:
    from bot.channels.line.menu_sdk import MenuSdk

    sdk = MenuSdk(token, api_base, Deadlines())
    try:
        return await place_menu(sdk, PICTURE.read_bytes())
    finally:
        await sdk.close()
