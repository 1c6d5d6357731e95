"""The words of the catalogue's pages."""

from __future__ import annotations

from bot.guide.profile_fields import FACT_FIELDS

ASPECTS = {
    "what": "どんなものか",
    "when": "いつ",
    "where": "どこで",
    "how": "どうすれば",
    "who": "だれが",
    "cost": "費用",
    "more": "くわしく",
    "other": "ほかには",
}
SPEAKERS = {"family": "ご家族", "self": "ご本人", "supporter": "支援者", "resident": "地域の方"}
LANGUAGES = {"ja": "ふつうの日本語", "easy": "やさしい日本語", "en": "英語"}
CATEGORIES = {
    "general": "どなたでも",
    "suicide": "死にたい気持ち",
    "dv": "配偶者などからの暴力",
    "child": "子どもの虐待",
    "hikikomori": "ひきこもり",
    "chat": "チャットで書く窓口",
    "sns": "SNSで書く窓口",
}
FIGURE_KINDS = {"plan": "計画", "result": "実績"}
PROFILE = {
    "city": "市の名前",
    "section": "窓口の担当の名前",
    **{name: field.ja for name, field in FACT_FIELDS.items()},
    "general_desk_name": "ほかの相談をご案内する窓口の名前",
    "general_desk_number": "ほかの相談をご案内する窓口の電話番号",
    "cutoff": "その日のうちに読むメッセージのしめ切り時刻",
    "staffed": "相談員がいる曜日と時間",
}
FIELDS = {
    "label": "名前",
    "ask": "ボタンが代わりに言うことば",
    "aliases": "ほかの呼び方",
    "what": "どんなものか",
    "for_whom": "対象",
    "how_often": "回数",
    "who_runs": "開いているところ",
    "when": "いつ",
    "where": "どこで",
    "how_to_ask": "申し込み方",
    "cost": "費用",
    "more": "くわしく",
    "figures": "計画と実績",
    "fiscal_year": "年度",
    "kind": "種類",
    "text": "文",
    "asked": "よくある問い",
    "keywords": "問いの中のことば",
    "bubbles": "答え",
    "bubbles_for": "話す人ごとの答え",
    "by_speaker": "話す人ごとのひとこと",
    "aspects": "たずねごとの答え",
    "next": "つぎの案内",
    "easy": "やさしい日本語",
    "en": "英語",
    "source": "出典",
    "review_by": "見直しの期限",
    "verified_on": "確かめた日",
    "name": "名前",
    "short_name": "ボタンに出す短い名前",
    "number": "電話番号",
    "categories": "どんなときの窓口か",
    "rank": "並び順",
    "hours": "受付時間",
    "hours_text": "受付時間の説明",
    "topics": "どの話題でご案内するか",
    "human": "「今すぐ人と話したい」を出す",
    "agencies": "関係機関を並べる",
    "facts": "いっしょに伝える市の情報",
    "facts_if_set": "登録があれば伝える市の情報",
    "stage": "段階",
    "id": "記号",
    **PROFILE,
}
"""How fields are called, wherever they stand."""


def path_label(path: str) -> str:
    """A field with its place among others: asked.0.keywords is よくある問い 1：問いの中のことば."""
    said: list[str] = []
    for part in path.split("."):
        if part.isdigit():
            said[-1] += f" {int(part) + 1}"
        else:
            said.append(FIELDS.get(part) or ASPECTS.get(part) or SPEAKERS.get(part) or part)
    return "：".join(said)
