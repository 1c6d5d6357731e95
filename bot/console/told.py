"""The console's Japanese words for what a talk is about, and for the people told of in it."""

from __future__ import annotations

from bot.guide.entities import Person

TOPICS = {
    "phone_consult": "専門相談ダイヤル",
    "web_consult": "専門web相談",
    "visit_consult": "来所相談",
    "online_consult": "オンライン相談",
    "home_visit": "訪問での相談",
    "contracted_visit": "面接・訪問相談（委託）",
    "place": "居場所",
    "place_run": "居場所を開きたい方",
    "family_class": "家族教室",
    "family_association": "家族会",
    "association_seminar": "家族会との共催セミナー",
    "pamphlet": "家族向けパンフレット",
    "leaflet": "窓口案内リーフレット",
    "website_koho": "ホームページ・広報紙",
    "staff_training": "支援従事者研修会",
    "case_conference": "ケース支援会議",
    "network_meeting": "ネットワーク会議",
    "case_study_meeting": "事例検討会",
    "outreach_lecture": "出前講座",
    "supporter_training": "サポーター養成研修",
    "citizen_forum": "市民フォーラム",
    "about_section": "相談支援課について",
    "family_class_book": "家族教室の申し込み",
    "first_step": "はじめての相談",
    "how_to_treat": "接し方のヒント",
    "privacy": "秘密と名前",
    "cost": "費用",
    "eligibility": "使える人",
    "hours": "受付時間",
    "referral_work": "働くことの相談",
    "referral_medical": "こころと体の相談",
    "referral_school": "学校・不登校の相談",
    "referral_welfare": "お金と福祉の相談",
    "referral_elderly": "高齢の親・8050",
    "referral_development": "発達の相談",
    "referral_prefecture": "県・市外の相談先",
    "complaint": "ご意見・苦情",
}
"""As the shipped catalogue calls them."""

_PEOPLE = {
    "self": "書いている方",
    "son": "息子さん",
    "daughter": "娘さん",
    "child": "お子さん",
    "grandchild": "お孫さん",
    "husband": "夫",
    "wife": "妻",
    "partner": "パートナー",
    "mother": "お母さん",
    "father": "お父さん",
    "parents": "ご両親",
    "brother": "兄・弟",
    "sister": "姉・妹",
    "sibling": "きょうだい",
    "grandparent": "祖父母",
    "relative": "ご親せき",
    "friend": "ご友人",
    "neighbour": "ご近所の方",
}


def topic(name: str) -> str:
    """What a topic is called."""
    return TOPICS.get(name, name)


def person(told: Person) -> str:
    """Somebody told of, with the age where it was told: 息子さん（38歳）."""
    who = _PEOPLE.get(told.who, told.who)
    return f"{who}（{_age(told)}）" if told.age else who


def _age(told: Person) -> str:
    first, last = told.youngest or 0, told.oldest or 0
    if first == last:
        return f"{first}歳"
    return f"{first}代" if (first % 10, last % 10) == (0, 9) else f"{first}〜{last}歳"
