"""Token buckets."""

from __future__ import annotations

import pytest

from bot.web import buckets
from bot.web.buckets import Buckets


class Hand:
    """A clock's hand that is moved by the test."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_bucket_refuses_when_the_burst_is_used_up() -> None:
    hand = Hand()
    bucket = Buckets(burst=2, per_second=0.5, now=hand)
    assert [bucket.take("a") for _ in range(3)] == [0.0, 0.0, 2.0]


def test_bucket_fills_again_when_time_passes() -> None:
    hand = Hand()
    bucket = Buckets(burst=1, per_second=0.5, now=hand)
    bucket.take("a")
    hand.at = 2.0
    assert bucket.take("a") == 0.0
    assert bucket.take("a") == 2.0


def test_bucket_never_holds_more_than_the_burst_when_unused_for_long() -> None:
    hand = Hand()
    bucket = Buckets(burst=2, per_second=1.0, now=hand)
    bucket.take("a")
    hand.at = 1000.0
    assert [bucket.take("a") > 0 for _ in range(3)] == [False, False, True]


def test_clients_do_not_share_a_bucket_when_they_differ() -> None:
    bucket = Buckets(burst=1, per_second=0.1, now=Hand())
    assert [bucket.take("a"), bucket.take("b")] == [0.0, 0.0]


def test_memory_stays_bounded_when_many_clients_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "KEYS_MAX", 3)
    bucket = Buckets(burst=1, per_second=0.1, now=Hand())
    for number in range(10):
        bucket.take(f"client-{number}")
    assert len(bucket._levels) == 3
