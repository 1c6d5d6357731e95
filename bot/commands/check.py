"""`akari check`: what is configured, what is not, and what is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime

from bot.bootstrap import build_pagers
from bot.facts_check import Finding, find
from bot.settings import Settings
from bot.store.migrate import check_migrated


def check(settings: Settings, now: datetime) -> int:
    """Print the state of the installation; 1 when something is wrong, 0 when it is only bare."""
    found = [*find(settings, now, pagers=bool(build_pagers(settings))), *_database(settings)]
    for line in _channels(settings):
        print(line)
    for finding in sorted(found, key=lambda finding: finding.fault):
        print(f"{'×' if finding.fault else '－'} {finding.text}")
    faults = any(finding.fault for finding in found)
    if not faults:
        print("○ 誤りは見つかりませんでした。")
    return 1 if faults else 0


def _channels(settings: Settings) -> Iterator[str]:
    yield f"○ Webチャット: {'使えます' if settings.webchat else '止めています（AKARI_WEBCHAT）'}"
    if settings.line_on:
        yield "○ LINE: 設定されています"
    elif settings.line_channel_secret or settings.line_channel_access_token:
        yield "－ LINE: 片方だけ設定されているため使えません（AKARI_LINE_CHANNEL_SECRET と AKARI_LINE_CHANNEL_ACCESS_TOKEN の両方が必要です）"
    else:
        yield "－ LINE: 設定されていません（AKARI_LINE_CHANNEL_SECRET、AKARI_LINE_CHANNEL_ACCESS_TOKEN）"
    if not settings.public_url:
        yield "－ 公開URL: 設定されていません（AKARI_PUBLIC_URL）"


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        asyncio.run(check_migrated(settings.database_url))
    except Exception as error:
        code = type(error).__name__
        yield Finding(
            f"データベース: この版の形になっていません。`akari migrate` を実行してください（{code}）", True
        )
