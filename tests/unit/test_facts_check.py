"""What the check finds in the facts of an installation."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.facts_check import Finding, find
from bot.screening import weights
from bot.screening.encoder import shipped, tuning
from bot.settings import Settings
from tests.fakes import NOON
from tests.unit.screening.screens import small_model

DATA = Path(__file__).parents[2] / "data"
ROSTER = "people: [{id: tanaka, name: 田中, contacts: [{way: email, address: t@example.jp}]}]\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    for name in ("catalogue", "safety", "screening/lexicon"):
        shutil.copytree(DATA / name, tmp_path / "data" / name)
    shutil.copy(DATA / "screening" / shipped.FILE, tmp_path / "data" / "screening")
    return Settings(
        data_dir=tmp_path / "data",
        var_dir=tmp_path / "var",
        profile=tmp_path / "profile.yml",
        duty_roster=tmp_path / "duty.yml",
    )


def texts(found: list[Finding], *, fault: bool = False) -> str:
    return "\n".join(finding.text for finding in found if finding.fault is fault)


def test_bare_installation_has_no_fault_but_much_to_tell(settings: Settings) -> None:
    found = find(settings, NOON, pagers=False)
    assert texts(found, fault=True) == ""
    told = texts(found)
    assert "専門相談ダイヤルの電話番号" in told
    assert "受付時間が未確認" in told
    assert "当番: 登録されていません" in told


def test_entries_past_their_review_are_told_once_each(settings: Settings) -> None:
    found = find(settings, NOON + timedelta(days=3650), pagers=False)
    told = [finding.text for finding in found if "期限を過ぎています" in finding.text]
    assert any(text.startswith("相談窓口") for text in told)
    assert any(text.startswith("案内") for text in told)
    assert len(told) == len(set(told))


def test_roster_without_a_way_to_call_is_a_fault(settings: Settings) -> None:
    settings.duty_roster.write_text(ROSTER, encoding="utf-8")
    assert "呼び出しの手段" in texts(find(settings, NOON, pagers=False), fault=True)
    assert texts(find(settings, NOON, pagers=True), fault=True) == ""


def test_missing_model_is_told_and_a_damaged_one_is_a_fault(settings: Settings) -> None:
    assert "学習済みモデル" in texts(find(settings, NOON, pagers=True))
    model = settings.var_dir / "screening" / "model.npz"
    model.parent.mkdir(parents=True)
    model.write_bytes(b"not a model")
    assert "壊れています" in texts(find(settings, NOON, pagers=True), fault=True)


def test_encoder_that_the_model_cannot_use_is_a_fault(settings: Settings) -> None:
    file = settings.data_dir / "screening" / shipped.FILE
    model = settings.var_dir / "screening" / "model.npz"
    trained = replace(small_model(None), encoder=tuning.load(file).digest)
    weights.save(model, trained, {})
    assert "文の読み取り" not in texts(find(settings, NOON, pagers=True))
    weights.save(model, replace(trained, encoder="another"), {})
    assert "作ったときのものではありません" in texts(find(settings, NOON, pagers=True), fault=True)
    file.write_bytes(b"broken")
    assert "壊れているか" in texts(find(settings, NOON, pagers=True), fault=True)


@pytest.mark.parametrize("words", ["category: [", "category: suicide\nsignals: 3\n", "\udc80"])
def test_unreadable_signals_are_a_fault(settings: Settings, words: str) -> None:
    file = settings.data_dir / "screening" / "lexicon" / "suicide.yml"
    file.write_bytes(words.encode("utf-8", "surrogateescape"))
    told = texts(find(settings, NOON, pagers=True), fault=True)
    assert "見守りのサイン" in told
    assert "相談員を呼びます" in told


def test_every_wrong_file_is_told_first_and_hides_no_other(settings: Settings) -> None:
    settings.duty_roster.write_text("people: 3\n", encoding="utf-8")
    settings.profile.write_text("nonsense: 1\n", encoding="utf-8")
    settings.safety_file.write_text("[", encoding="utf-8")
    found = find(settings, NOON, pagers=True)
    faults = texts(found, fault=True)
    for name in ("duty.yml", "profile.yml", "replies.yml"):
        assert name in faults
    assert found[0].fault
    assert str(found[0]).startswith("誤り: ")
    assert "受付時間が未確認" in texts(found)
