"""Questions about one session, answered from what the staff have written about it."""

from __future__ import annotations

import re
import unicodedata

from bot.guide.bookings.words import spoken_period, spoken_time
from bot.guide.procedures.said import looks_like_question
from bot.guide.sessions.facts import SessionFacts

_MAX = 40
"""Characters: a longer text tells something besides the question."""
_ELSEWHERE = re.compile(
    r"居場所|家族会|訪問|電話(?:相談|番号)|窓口|市役所|相談(?:は|って|日)|返事|折り?返|支援|お金がな|(?:ほか|他|別|次)の(?:回|日)"
)
"""Words of questions that are about something else."""
_WHERE = re.compile(r"どこ|場所|会場|住所|何階|オンライン(?:です|で|に|も|か|の)|zoom|ズーム|リモート|家から")
_ACCESS = re.compile(r"行き方|いきかた|アクセス|最寄|バス|電車|車で|駅|道順|どうやって(?:行|い)")
_WHEN = re.compile(
    r"何時|なんじ|いつ(?:です|から|まで(?:やっ|です|かか|続)|や)|時間|何日|何曜|終わ(?:り|る)|始ま|日程"
)
_WHAT = re.compile(r"(?:何|なに)(?:を|が|す|や|し)|どんな|内容|プログラム|流れ|やること|話すん|発表")
_WHOM = re.compile(
    r"(?:誰|だれ|どんな人)(?:が|で|でも|向け)|対象|本人(?:も|が|と|は|でも|だけ)|参加でき|行ってもいい|行っていい|一緒に(?:行|参加)|きょうだい|兄弟"
)
_CLOSES = re.compile(r"いつまで(?:に|です|予約|申)|しめ切|締め?切|〆切")
_UNDO = re.compile(r"(?:キャンセル|取り?消し?|変更|変え).{0,6}(?:でき|可能|大丈夫|いい|られ)")
_RARE = (
    ("駐車場のこと", re.compile(r"駐車|駐輪|車を?(?:停|止|と)め"), re.compile(r"駐車|駐輪|パーキング")),
    ("持ち物や服装のこと", re.compile(r"持ち物|持って(?:い|行)|服装|何着|準備(?:する|は)|用意(?:する|は)"), re.compile(r"持ち物|お持ち|服装|筆記")),
    ("途中の出入りのこと", re.compile(r"途中(?:で|から)|遅れ(?:て|る|ても)|早退|抜け"), re.compile(r"途中|出入り|遅れ")),
    ("お子さん連れのこと", re.compile(r"(?:子ども|子供|赤ちゃん).{0,4}(?:連れ|一緒)|託児|保育"), re.compile(r"託児|お子さん|子ども連れ|保育")),
    ("飲み物や食事のこと", re.compile(r"昼ご?(?:飯|はん)|食事|お弁当|飲み物|お茶"), re.compile(r"食事|お茶|飲み物|弁当")),
    ("", re.compile(r"費用|いくら|お金|料金|参加費|会費|無料|有料|タダ"), re.compile(r"無料|参加費|会費|\d円|費用")),
)  # fmt: skip
"""What is rarely written: how it is called, the question, and the words that answer it."""


def told_of(session: SessionFacts, text: str) -> str:
    """The answer to a question about a session; "" where it asks something else. What is not
    written is said to be unknown."""
    asked = unicodedata.normalize("NFKC", text)
    if len(asked) > _MAX or not looks_like_question(asked) or _ELSEWHERE.search(asked):
        return ""
    for called, question, answer in _RARE:
        if question.search(asked):
            written = _sentences(session, answer)
            return written or (unknown(called) if called else "")
    if _UNDO.search(asked):
        return "予約したあとの変更や取り消しは、このチャットで、いつでもできます。"
    if _CLOSES.search(asked):
        if session.closes_at is None:
            return f"始まる{spoken_time(session.starts_at)}まで、予約できます。"
        return f"予約のしめ切りは、{spoken_time(session.closes_at)}です。"
    told = [told for question, told in _parts(session) if question.search(asked)]
    if _WHOM.search(asked) and session.eligibility:
        told.append("迷うときは「今すぐ人と話したい」から、相談員におたずねになれます。")
    return "\n".join(dict.fromkeys(told))


def unknown(what: str) -> str:
    """Said of what the staff have not written."""
    return f"{what}は、まだ登録されていません。「今すぐ人と話したい」から、相談員におたずねになれます。"


def _parts(session: SessionFacts) -> tuple[tuple[re.Pattern[str], str], ...]:
    where = f"会場は{session.place}です。" if session.place else ""
    online = f"オンラインで参加できます。{session.online}" if session.online else ""
    both = "\n".join(part for part in (where, online) if part)
    whom = (
        f"対象は「{session.eligibility}」です。"
        if session.eligibility
        else unknown("どなたが対象かということ")
    )
    return (
        (_ACCESS, session.access or (unknown("会場への行き方") if session.place else both)),
        (_WHERE, both),
        (_WHEN, f"{spoken_period(session)}です。"),
        (_WHAT, session.what or unknown("くわしい内容")),
        (_WHOM, whom),
    )


def _sentences(session: SessionFacts, wanted: re.Pattern[str]) -> str:
    """The sentences that have the words, from all that is written."""
    written = "\n".join((session.what, session.access, session.eligibility, session.online))
    sentences = re.findall(r"[^。\n]+。?", unicodedata.normalize("NFKC", written))
    return "".join(sentence.strip() for sentence in sentences if wanted.search(sentence))
