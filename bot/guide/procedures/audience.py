"""For whom a session is, said kindly when it may be for somebody else."""

from __future__ import annotations

import re

from bot.guide.sessions.facts import SessionFacts

SELF = "self"
"""The speaker of an answer when the person himself writes."""
_FAMILIES = re.compile(r"家族|親御|保護者|ご両親|きょうだい")
_ALSO = re.compile(r"本人|当事者|どなた|だれでも|誰でも|市民|一般")


def for_whom(session: SessionFacts, speaker: str) -> str:
    """The line about whom a session is for. To somebody who is not family, where it is for families,
    it says so without refusing; "" where nothing is written."""
    if not session.eligibility:
        return ""
    if speaker == SELF and is_for_families(session):
        return (
            f"この回は「{session.eligibility}」に向けたものです。ご家族と一緒に見ていただくのもよいと思います。"
            "ご本人のための「居場所」もさがせます。このまま予約へ進んでくださっても、だいじょうぶです。"
        )
    return f"対象：{session.eligibility}"


def is_for_families(session: SessionFacts) -> bool:
    """Whether a session is meant for families only, as far as its words tell."""
    return bool(_FAMILIES.search(session.eligibility)) and not _ALSO.search(session.eligibility)
