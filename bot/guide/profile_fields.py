"""The fields of a city's profile: how each is called, and what is lost without it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProfileField:
    """One fact of the city: its name in each language and its use."""

    ja: str
    easy: str
    en: str
    use: str


FACT_FIELDS: dict[str, ProfileField] = {
    "dial_number": ProfileField(
        "専門相談ダイヤルの電話番号", "でんわ番号", "telephone number", "phone consultation"
    ),
    "dial_hours": ProfileField(
        "電話の受付時間", "でんわが できる 時間", "telephone hours", "phone consultation, hours"
    ),
    "office_name": ProfileField(
        "窓口の名前", "まどぐちの 名前", "name of the office", "visits to the office"
    ),
    "office_address": ProfileField(
        "窓口の場所", "まどぐちの 場所", "address of the office", "visits to the office"
    ),
    "office_hours": ProfileField("窓口の受付時間", "まどぐちの 時間", "office hours", "visits, hours"),
    "office_access": ProfileField(
        "窓口への行き方", "まどぐちへの 行きかた", "way to the office", "visits to the office"
    ),
    "online_how": ProfileField(
        "オンライン相談の進め方", "オンライン相談の やりかた", "way to join online", "online consultation"
    ),
    "web_consult_url": ProfileField(
        "web相談のページ", "web相談の ページ", "web consultation page", "web consultation"
    ),
    "website_url": ProfileField(
        "市のホームページの場所", "市の ホームページ", "city website", "website, leaflets"
    ),
    "fees": ProfileField("相談や教室などの費用", "お金", "fees", "questions about fees"),
    "confidentiality": ProfileField(
        "秘密の守り方", "ひみつの 守りかた", "confidentiality", "questions about privacy"
    ),
    "koho": ProfileField("広報紙の名前", "市の お知らせの 名前", "city newsletter", "website and newsletter"),
}
"""Facts that answers may quote."""

OTHER_USES: dict[str, str] = {
    "city": "the name of the city",
    "section": "the name the assistant gives for the section",
    "general_desk_name": "where questions about other matters are sent",
    "general_desk_number": "where questions about other matters are sent",
    "cutoff": "the time of day after which messages are read on the next staffed day",
    "staffed": "saying when a counselor will read",
}
"""Facts that are used in other ways."""

USES: dict[str, str] = {**{name: fact.use for name, fact in FACT_FIELDS.items()}, **OTHER_USES}
