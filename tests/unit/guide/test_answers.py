from __future__ import annotations

from datetime import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.content import Bubble
from bot.guide.answers import Guide
from bot.guide.calendar_days import TOKYO
from bot.guide.entities import Person
from bot.guide.entries import ASPECTS
from bot.guide.profile import CityProfile
from bot.guide.topics import SERVICES, TOPICS
from tests.unit.guide.conftest import CATALOGUE

SPEAKERS = (None, "family", "self", "supporter", "resident", "parent", "neighbour", "unknown")
LANGS = ("ja", "easy", "en")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=TOKYO)
GUIDE = Guide.from_folder(CATALOGUE, CityProfile())
TEXT_MAX = 320
FULL = CityProfile(
    section="見本の課",
    dial_number="00-000-0000",
    dial_hours="平日9時から17時",
    office_address="見本町1番",
    fees="相談は無料です",
    web_consult_url="https://example.jp/soudan",
)


def said(topic: str, text: str = "", **how: str | None) -> str:
    bubbles = GUIDE.answer(topic, now=NOON, text=text, **how)  # type: ignore[arg-type]
    return "\n".join(bubble["text"] for bubble in bubbles)


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_answer_is_whole_and_within_limits_when_any_aspect_speaker_or_language_is_asked(topic: str) -> None:
    for aspect, speaker, lang in product(ASPECTS, SPEAKERS, LANGS):
        bubbles = GUIDE.answer(topic, aspect=aspect, speaker=speaker, lang=lang, now=NOON)
        assert 1 <= len(bubbles) <= 3
        for raw in bubbles:
            bubble = Bubble.from_json(raw)
            assert bubble.text.strip()
            assert len(bubble.text) <= (TEXT_MAX if lang == "ja" else 600)
            assert "{" not in bubble.text
        labels = [choice["label"] for choice in bubbles[-1]["choices"]]
        assert len(labels) <= 4
        assert len(set(labels)) == len(labels)
        assert GUIDE.label(topic) not in labels
        assert topic == "talk_to_human" or "今すぐ人と話したい" in [c["text"] for c in bubbles[-1]["choices"]]


@given(
    st.sampled_from(sorted(TOPICS)), st.text(max_size=200), st.sampled_from(ASPECTS), st.sampled_from(LANGS)
)
def test_answer_is_never_empty_whatever_was_written(topic: str, text: str, aspect: str, lang: str) -> None:
    bubbles = GUIDE.answer(topic, aspect=aspect, lang=lang, text=text, now=NOON)
    assert 1 <= len(bubbles) <= 3
    assert all(bubble["text"].strip() for bubble in bubbles)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_answer_falls_back_when_topic_aspect_speaker_or_language_is_unknown(
    topic: str, aspect: str, speaker: str, lang: str
) -> None:
    assert GUIDE.answer(topic, aspect=aspect, speaker=speaker, lang=lang, of=topic, now=NOON)[0]["text"]


@pytest.mark.parametrize("topic", [topic for topic in SERVICES if topic != "about_section"])
def test_first_answer_says_what_for_whom_how_often_and_how_to_ask(topic: str) -> None:
    service = GUIDE.catalogue.services[topic]
    first = said(topic)
    for fact in (service.what, service.for_whom, service.how_often, service.who_runs, service.how_to_ask):
        assert fact in first


def test_first_line_is_neutral_when_the_topic_is_one_for_families() -> None:
    for topic in (
        "phone_consult",
        "web_consult",
        "family_class",
        "first_step",
        "how_to_treat",
        "greet",
        "place",
    ):
        head = said(topic).splitlines()[0][:60]
        assert not any(word in head for word in ("ひきこもり", "息子", "娘", "暴力", "死"))


@pytest.mark.parametrize(
    ("topic", "text", "fact"),
    [
        ("family_class", "年に何回ありますか", "年12回"),
        ("family_class", "何をするんですか", "座談会"),
        ("family_association", "ｶｿﾞｸｶｲ いつですか", "年12回"),
        ("association_seminar", "", "延べ424人"),
        ("place", "LGBTでも安心して入れる居場所ってある？", "市の助成を受けたNPO"),
        ("place", "親も一緒に行っていいですか", "ご本人に限られ"),
        ("place_run", "空き家を使ってほしい", "空き家"),
        ("online_consult", "顔出ししたくない", "web相談"),
        ("contracted_visit", "毎回同じ人が来るの？", "関係を築いて"),
        ("home_visit", "本人が会いたがらないのですが", "ご家族のお話"),
        ("phone_consult", "誰が出るん？", "精神保健福祉士"),
        ("network_meeting", "構成メンバーは", "ハローワーク明石"),
        ("network_meeting", "代表者会議は何を決めるの", "基本方針"),
        ("case_conference", "", "年50回"),
        ("case_study_meeting", "", "年4回"),
        ("outreach_lecture", "土曜の夜に来てもらえますか", "夜や土日"),
        ("pamphlet", "郵送してほしい", "郵送できるか"),
        ("leaflet", "", "15,000部"),
        ("staff_training", "", "29人"),
        ("about_section", "いつできた課ですか", "令和元年7月"),
        ("about_section", "弁護士もいるの", "弁護士"),
        ("about_section", "何人くらい相談してるの", "197人"),
        ("about_section", "4段階って何", "中間就労"),
        ("about_section", "なんで名前が変わったん", "自殺予防"),
        ("how_to_treat", "昼夜逆転してます", "昼夜逆転"),
        ("how_to_treat", "ゲームばかりでネットを解約しようか", "居場所"),
        ("how_to_treat", "部屋に鍵をかけて出てきません", "ノック"),
        ("how_to_treat", "ごはんを食べに来ない", "食事"),
        ("how_to_treat", "小遣いはいくら渡す", "額を決めて"),
        ("how_to_treat", "相談を嫌がります", "ご家族だけ"),
        ("how_to_treat", "気に入らないと怒鳴る", "110"),
        ("how_to_treat", "姉としてどう関われば", "きょうだい"),
        ("how_to_treat", "何て声をかけたら", "おはよう"),
        ("privacy", "匿名でもいい？", "ニックネーム"),
        ("privacy", "本人に知られない？", "命に危険"),
        ("eligibility", "47歳やけど今さら相談していい？", "今さら"),
        ("eligibility", "半年たってないけど", "期間や形ではなく"),
        ("referral_welfare", "生活保護の窓口は", "生活福祉課"),
        ("referral_work", "", "ハローワーク明石"),
        ("referral_elderly", "", "地域総合支援センター"),
        ("referral_prefecture", "", "078-977-7555"),
        ("bot_identity", "", "機械"),
        ("out_of_scope", "住民票ほしい", "市の代表窓口"),
        ("family_class_book", "キャンセルしたい", "キャンセル"),
    ],
)
def test_answer_holds_the_asked_fact(topic: str, text: str, fact: str) -> None:
    assert fact in said(topic, text)


def test_asked_aspect_comes_first_when_the_message_names_it() -> None:
    bubbles = GUIDE.answer("family_class", text="会場はどこですか", now=NOON)
    assert bubbles[0]["text"].startswith("会場は、まだ登録されていません")


def test_unknown_particular_is_told_honestly_when_the_message_asks_for_it() -> None:
    assert said("family_class", "駐車場ある？").startswith("駐車場のことは、まだ登録されていません")


def test_cost_and_hours_and_people_are_of_the_service_when_one_is_meant() -> None:
    assert "家族教室の費用は、まだ登録されていません" in said("cost", of="family_class")
    assert "家族教室の費用は、まだ登録されていません" in said("cost", "家族教室はお金かかりますか")
    assert "年12回" in said("hours", of="family_class")
    assert "ご本人に限られます" in said("eligibility", "居場所は誰でも行けますか")
    assert "ニックネーム" in said("privacy", of="family_class")


def test_missing_fact_of_the_city_is_told_honestly_and_a_registered_one_is_quoted() -> None:
    assert "専門相談ダイヤルの電話番号は、まだ登録されていません。窓口でお確かめください。" in said(
        "phone_consult"
    )
    guide = Guide.from_folder(CATALOGUE, FULL)
    assert "00-000-0000" in guide.answer("phone_consult", now=NOON)[-1]["text"]
    assert "平日9時から17時" in guide.answer("hours", now=NOON)[-1]["text"]
    assert "相談は無料です" in guide.answer("cost", of="family_class", now=NOON)[0]["text"]
    web = guide.answer("web_consult", now=NOON)[-1]
    assert web["links"][0]["url"] == "https://example.jp/soudan"
    assert "https://example.jp/soudan" in web["text"]


@pytest.mark.parametrize(
    ("speaker", "offered"),
    [
        ("parent", "家族教室"),
        ("self", "居場所"),
        ("supporter", "ケース支援会議"),
        ("resident", "リーフレット"),
    ],
)
def test_first_step_offers_what_suits_the_speaker(speaker: str, offered: str) -> None:
    bubbles = GUIDE.answer("first_step", speaker=speaker, now=NOON)
    labels = [choice["label"] for choice in bubbles[-1]["choices"]]
    assert offered in "".join(bubble["text"] for bubble in bubbles) + "".join(labels)


def test_answer_says_that_it_may_be_old_when_its_review_date_has_passed() -> None:
    later = datetime(2027, 4, 1, tzinfo=TOKYO)
    assert "見直しの時期" in GUIDE.answer("place", now=later)[-1]["text"]
    assert "見直しの時期" not in GUIDE.answer("place", now=NOON)[-1]["text"]
    assert "out of date" in GUIDE.answer("place", lang="en", now=later)[-1]["text"]


def test_menu_labels_and_questions_are_short_enough_for_every_channel() -> None:
    for topic in TOPICS:
        assert 1 <= len(GUIDE.label(topic)) <= 20
        assert 1 <= len(GUIDE.question(topic)) <= 60


def test_polite_ending_is_not_taken_for_a_wish_when_the_days_are_asked() -> None:
    service = GUIDE.catalogue.services["family_class"]
    first = GUIDE.answer("family_class", text="家族教室の日程を教えてください", now=NOON)[0]["text"]
    assert service.when in first
    assert service.how_to_ask not in first


@pytest.mark.parametrize(
    ("topic", "text", "en", "easy"),
    [
        ("how_to_treat", "息子が怒鳴ります。 He shouts at us", "110", "110"),
        ("how_to_treat", "昼夜逆転しています。 He is up all night", "laziness", "なまけ"),
        ("how_to_treat", "相談を嫌がります。 She refuses help", "family alone", "家族"),
        ("privacy", "匿名でもいい？ Can I stay anonymous?", "nickname", "ニックネーム"),
        ("hours", "土日は？ On weekends?", "weekends", "休み"),
        ("cost", "このチャットは無料？ Is this chat free?", "charges nothing", "お金"),
        ("first_step", "何を話せばいい？ What should I say?", "No preparation", "用意"),
    ],
)
def test_particular_question_has_its_own_core_answer_when_another_language_is_spoken(
    topic: str, text: str, en: str, easy: str
) -> None:
    assert en in said(topic, text, lang="en")
    assert easy in said(topic, text, lang="easy")


@pytest.mark.parametrize(
    ("people", "offered"),
    [
        ([Person("son", "55"), Person("mother", "80")], "referral_elderly"),
        ([Person("son", "38"), Person("mother", "80-89")], "referral_elderly"),
        ([Person("child", "15")], "referral_school"),
        ([Person("self", "16-18")], "referral_school"),
    ],
)
def test_ages_told_shape_what_is_offered_first(people: list[Person], offered: str) -> None:
    for topic in ("first_step", "how_to_treat", "phone_consult"):
        choices = GUIDE.answer(topic, speaker="family", now=NOON, people=people)[-1]["choices"]
        assert choices[0]["label"] == GUIDE.label(offered)


def test_ages_told_change_nothing_when_they_matter_to_no_offer() -> None:
    plain = GUIDE.answer("first_step", now=NOON)
    assert GUIDE.answer("first_step", now=NOON, people=[Person("son", "30")]) == plain


@pytest.mark.parametrize(
    ("people", "name"),
    [
        ([], "ご本人に"),
        ([Person("daughter"), Person("mother", "70")], "娘さんに"),
        ([Person("son"), Person("daughter")], "ご本人に"),
    ],
)
def test_person_is_called_by_what_was_told_when_it_is_certain(people: list[Person], name: str) -> None:
    bubbles = GUIDE.answer("how_to_treat", now=NOON, people=people)
    assert name in "".join(bubble["text"] for bubble in bubbles)
    assert "娘" not in bubbles[0]["text"]
