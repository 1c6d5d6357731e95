from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.conversation.assessment import About, Speaker
from bot.conversation.levels import RiskLevel
from bot.screening import corpus, metrics, outputs, peers, tune, windows
from bot.screening.cli import level_word, screen_lines
from bot.screening.corpus import CorpusError, Example
from bot.screening.metrics import Result
from tests.unit.screening.screens import DATA, rules_only

FILE = "level: high\ncategory: suicide\ngroups:\n  - {about: self, speaker: self, time: now, texts: [もういい]}\n"


def test_read_file_gives_examples_when_the_file_is_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text(FILE, "utf-8")
    expected = Example("もういい", RiskLevel.HIGH, "suicide", About.SELF, Speaker.SELF)
    assert corpus.read_file(path) == [expected]


@pytest.mark.parametrize(
    "change", [("high", "unknown"), ("self,", "nobody,"), ("now", "later"), ("[もういい]", "[3]")]
)
def test_read_file_names_the_file_when_it_is_not_in_order(tmp_path: Path, change: tuple[str, str]) -> None:
    path = tmp_path / "a.yml"
    path.write_text(FILE.replace(*change), "utf-8")
    with pytest.raises(CorpusError, match=r"a\.yml"):
        corpus.read_file(path)


def test_read_folder_leaves_folders_inside_alone_when_messages_are_held_out(tmp_path: Path) -> None:
    (tmp_path / "heldout").mkdir()
    (tmp_path / "heldout" / "a.yml").write_text(FILE, "utf-8")
    assert corpus.read_folder(tmp_path) == []


def test_shipped_messages_have_no_text_twice_when_read() -> None:
    texts = [example.text for example in corpus.read_folder(DATA)]
    assert len(texts) == len(set(texts)) > 3000


def test_dev_split_is_half_of_the_unseen_when_all_messages_are_read() -> None:
    examples = corpus.read_folder(DATA)
    unseen = [example for example in examples if example.unseen]
    assert 0.13 < len(unseen) / len(examples) < 0.17
    assert 0.45 < sum(example.dev for example in unseen) / len(unseen) < 0.55
    assert all(example.unseen for example in examples if example.dev)


def test_service_questions_are_harmless_when_read_from_rasa_data(tmp_path: Path) -> None:
    text = 'version: "3.1"\nnlu:\n  - intent: place\n    examples: |\n      - [居場所](service)はどこ\n      - いつ開いてる\n'
    (tmp_path / "place.yml").write_text(text, "utf-8")
    found = corpus.read_service_questions(tmp_path, 10)
    assert {example.text for example in found} == {"居場所はどこ", "いつ開いてる"}
    assert all(example.service and example.level is RiskLevel.NONE for example in found)


def test_screen_lines_keeps_the_order_when_lines_are_screened() -> None:
    rows = list(screen_lines(rules_only(), ["死にたい", "こんにちは"]))
    assert [row["level"] for row in rows] == ["high", "none"]
    assert rows[0]["signals"] == ["wish_to_die"]
    assert rows[0]["about"] == "self"


def test_level_word_is_high_when_the_screening_failed() -> None:
    assert level_word(RiskLevel.UNKNOWN) == "high"


def test_metrics_count_right_when_results_are_mixed() -> None:
    high = Example("a", RiskLevel.HIGH, "suicide", About.SELF, Speaker.SELF)
    none = Example("b", RiskLevel.NONE, "everyday", About.NONE, Speaker.SELF)
    results = [
        Result(high, RiskLevel.IMMINENT),
        Result(high, RiskLevel.NONE),
        Result(none, RiskLevel.UNKNOWN),
    ]
    assert metrics.recall(results) == (1, 2)
    assert metrics.precision(results) == (1, 2)
    assert metrics.false_alarms(results) == (1, 1)
    assert metrics.confusion(results)[RiskLevel.NONE, RiskLevel.HIGH] == 1


def test_keyword_peer_sees_only_keywords_when_asked() -> None:
    assert peers.keyword_level("死にたい") is RiskLevel.HIGH
    assert peers.keyword_level("もう十分がんばった") is RiskLevel.NONE


def test_windows_cut_nothing_when_the_text_is_short() -> None:
    assert windows.parts("短い文です。") == []


def test_windows_hold_the_whole_text_when_it_is_long() -> None:
    text = "".join(f"これは{n}番目の文で、それなりの長さがあります。" for n in range(8))
    assert "".join(windows.parts(text)) == text


def test_thresholds_keep_false_alarms_rare_when_they_are_chosen() -> None:
    # Measured on hard messages written to look dangerous; a missed person weighs more than a call too many.
    assert tune.FALSE_ALARMS <= 0.07


def test_threshold_does_not_move_when_one_kind_of_harmless_message_is_written_more_often() -> None:
    def danger_of(*copies: int) -> float:
        examples, scores = [], []
        for kind, count, high in zip(("metaphor", "everyday"), copies, (0.1, 0.9), strict=True):
            for at in range(100 * count):
                examples.append(Example(f"{kind}{at}", RiskLevel.NONE, kind, About.NONE, Speaker.RESIDENT))
                scores.append([0.0, high * (at % 100) / 100] + [0.0] * (len(outputs.COLUMNS) - 2))
        return tune.choose(examples, np.asarray(scores, dtype=np.float32)).danger

    assert danger_of(1, 1) == pytest.approx(danger_of(1, 9), abs=0.01)
    assert danger_of(1, 1) > 0.7
