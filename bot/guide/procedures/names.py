"""A name without the courtesy around it."""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"^(?:(?:はい|えーと|えっと|あのー?|すみません)[、,\s]*)?"
    r"(?:(?:私|わたし|わたくし|僕|俺|うち|名前|お名前|なまえ|ニックネーム|宛名|担当|担当者|団体名?)は|えーと|えっと|あのー?)[、,\s]*"
)
_CLOSING = re.compile(
    r"[。.!！、,\s]+(?:どうぞ)?(?:よろしく|宜しく).{0,12}$|[。.!！、,\s]+(?:お願い|おねがい)(?:し|いたし|致し)ます[。.!！]*$"
)
_AFTER = re.compile(
    r"(?:と(?:申|もう)します|と申す者です|といいます|と言います|って言います|っていいます|と呼んでください|でございます|でお願いします"
    r"|でお願いいたします|でおねがいします|でお願い|です|ﾃﾞｽ|デス|で[sｓ]|やで|やわ|だよ)[。.!！]*$"
)
_AGENCY = re.compile(
    r"^(?P<agency>(?:NPO|ＮＰＯ)[^の]{1,30}|.{2,40}(?:センター|課|会|協議会|事業所|法人|病院|学校|大学|室|係|ステーション|市|県))の(?P<name>[^の]{1,20})$"
)


def without_courtesy(text: str) -> str:
    """「はなこと申します」 is はなこ. What would be nothing without it stays as it is."""
    bare = _CLOSING.sub("", text.strip())
    bare = _AFTER.sub("", _BEFORE.sub("", bare)).strip()
    return bare or text.strip()


def agency_and_name(text: str) -> tuple[str, str]:
    """「○○センターの佐藤」 in its two parts; "" and the whole where no agency is named."""
    found = _AGENCY.match(text)
    return (found["agency"], found["name"]) if found else ("", text)
