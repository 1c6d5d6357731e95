"""`akari check`: what is configured, what is not, and what is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, datetime

from bot.bootstrap import build_pagers
from bot.desk import safety
from bot.facts import Facts
from bot.guide.answers import Guide
from bot.guide.calendar_days import TOKYO
from bot.guide.errors import CatalogueError
from bot.settings import Settings
from bot.store.migrate import check_migrated


def check(settings: Settings, today: date) -> int:
    """Print the state of the installation; 1 when something is wrong, 0 when it is only bare."""
    faults = list(_faults(settings, today))
    for line in _channels(settings):
        print(line)
    for fault in faults:
        print(f"× {fault}")
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


def _faults(settings: Settings, today: date) -> Iterator[str]:
    try:
        facts = Facts(settings)
        guide = Guide.from_folder(settings.data_dir / "catalogue", facts.profile)
    except CatalogueError as error:
        yield str(error)
        return
    for name, purpose in facts.profile.missing():
        print(f"－ 市の情報 {name}: 登録されていません（{purpose}）")
    for line in facts.lines:
        if line.is_stale(today):
            print(f"－ 相談窓口 {line.name}: 確認の期限を過ぎています（{line.review_by}）")
        if line.hours is None:
            print(f"－ 相談窓口 {line.name}: 受付時間が未確認のため案内しません")
    for problem in guide.problems(datetime.now(TOKYO)):
        print(f"－ 案内 {problem}")
    for problem in safety.problems(settings.safety_file):
        yield f"安全のための返信: {problem}"
    if not facts.roster.people:
        print(f"－ 当番: 登録されていません（{settings.duty_roster}）。人を呼ぶ知らせはどこにも届きません")
    elif not build_pagers(settings):
        yield "当番: 呼び出しの手段（LINE、メール、Telegram、Webhook）がひとつも設定されていません"
    try:
        asyncio.run(check_migrated(settings.database_url))
    except Exception as error:
        yield f"データベース: この版の形になっていません。`akari migrate` を実行してください（{type(error).__name__}）"
