"""What the counselor is told about a talk before reading it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.conversation.assessment import About, Assessment, Signal, Speaker
from bot.conversation.content import Author, Bubble
from bot.conversation.entities import Contact, Conversation, Handoff, HandoffReason, Message, MessageKind
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.phrases import CANNOT_CALL, SOS
from bot.desk.summary import QUOTE_MAX, Summary, summarize
from bot.guide.entities import Person
from tests.fakes import NOON

CALM = Assessment(RiskLevel.NONE)


class Talk:
    """A talk, one message a minute."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.handoff: Handoff | None = None
        self.status = Status.WITH_ASSISTANT

    @property
    def now(self) -> datetime:
        return NOON + timedelta(minutes=len(self.messages))

    def person(
        self,
        text: str,
        level: RiskLevel = RiskLevel.NONE,
        *,
        kind: MessageKind = MessageKind.TEXT,
        unsent: bool = False,
        signal: str = "",
        about: About = About.NONE,
        speaker: Speaker = Speaker.UNKNOWN,
        categories: tuple[str, ...] = (),
        past: bool = False,
        topic: str | None = None,
    ) -> Talk:
        start = text.find(signal) if signal else 0
        signals = (Signal(signal, "suicide", level, start, start + len(signal)),) if signal else ()
        assessment = Assessment(level, signals, about, speaker, past, categories)
        self._add(Author.CONTACT, kind, "" if unsent else text, None, assessment, unsent=unsent, topic=topic)
        return self

    def bot(self, *bubbles: Bubble) -> Talk:
        now = self.now
        for bubble in bubbles:
            self._add(Author.ASSISTANT, MessageKind.TEXT, bubble.text, bubble, None, at=now)
        return self

    def called(self, level: RiskLevel, reason: HandoffReason = HandoffReason.RISK) -> Talk:
        opened = self.handoff.opened_at if self.handoff else self.now
        self.handoff = Handoff(1, 1, reason, level, opened)
        self.status = Status.WAITING
        return self

    def _add(
        self,
        author: Author,
        kind: MessageKind,
        text: str,
        bubble: Bubble | None,
        assessment: Assessment | None,
        *,
        unsent: bool = False,
        at: datetime | None = None,
        topic: str | None = None,
    ) -> None:
        number = len(self.messages) + 1
        self.messages.append(
            Message(
                number, 1, author, kind, text, bubble, assessment, None, unsent, at or self.now, topic=topic
            )
        )

    @property
    def summary(self) -> Summary:
        contact = Contact(1, "line", "U1")
        conversation = Conversation(1, "key", contact, self.status, RiskLevel.NONE, None, NOON)
        return summarize(conversation, self.messages, self.handoff)


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_summary_of_nothing_is_empty(talk: Talk) -> None:
    summary = talk.summary
    assert (summary.level, summary.since, summary.quotes) == (RiskLevel.NONE, None, ())
    assert (summary.last_said, summary.safety_reply_at) == ("", None)


def test_people_and_categories_come_from_the_most_dangerous_words_first(talk: Talk) -> None:
    talk.person("疲れました", RiskLevel.ELEVATED, about=About.SELF, categories=("exhaustion",))
    talk.person(
        "息子が死にたいと言います",
        RiskLevel.HIGH,
        about=About.FAMILY,
        speaker=Speaker.PARENT,
        categories=("suicide",),
    )
    talk.person("近所にも迷惑で", speaker=Speaker.NEIGHBOUR)
    summary = talk.summary
    assert summary.level is RiskLevel.HIGH
    assert summary.speaker is Speaker.PARENT
    assert summary.about == (About.FAMILY, About.SELF)
    assert summary.categories == ("suicide", "exhaustion")


def test_speaker_is_the_latest_known_when_nothing_worries(talk: Talk) -> None:
    talk.person("母です", speaker=Speaker.PARENT).person("家族教室はいつですか")
    assert talk.summary.speaker is Speaker.PARENT


def test_since_is_the_first_worrying_message(talk: Talk) -> None:
    talk.person("こんにちは").person("もう限界", RiskLevel.ELEVATED).person("死にたい", RiskLevel.HIGH)
    assert talk.summary.since == NOON + timedelta(minutes=1)


def test_quotes_are_the_three_most_worrying_in_the_order_of_the_talk(talk: Talk) -> None:
    talk.person("眠れない", RiskLevel.ELEVATED).person("限界", RiskLevel.ELEVATED)
    talk.person("死にたい", RiskLevel.HIGH).person("薬を飲んだ", RiskLevel.IMMINENT)
    assert [quote.text for quote in talk.summary.quotes] == ["眠れない", "死にたい", "薬を飲んだ"]


def test_quote_is_cut_around_the_signal_when_the_message_is_long(talk: Talk) -> None:
    talk.person("あ" * 300 + "死にたい" + "い" * 300, RiskLevel.HIGH, signal="死にたい")
    (quote,) = talk.summary.quotes
    assert len(quote.text) == QUOTE_MAX
    assert "死にたい" in quote.text
    assert quote.text.startswith("…")
    assert quote.text.endswith("…")


@pytest.mark.parametrize("length", [QUOTE_MAX, QUOTE_MAX + 1, QUOTE_MAX + 40])
def test_quote_never_exceeds_its_length_and_keeps_a_signal_at_the_end(talk: Talk, length: int) -> None:
    talk.person("あ" * (length - 4) + "死にたい", RiskLevel.HIGH, signal="死にたい")
    (quote,) = talk.summary.quotes
    assert len(quote.text) <= QUOTE_MAX
    assert quote.text.endswith("死にたい")


def test_unsent_words_are_counted_and_never_told(talk: Talk) -> None:
    talk.person("消します", RiskLevel.HIGH, unsent=True, categories=("suicide",), about=About.SELF)
    summary = talk.summary
    assert (summary.unsent, summary.level, summary.since) == (1, RiskLevel.HIGH, NOON)
    assert (summary.quotes, summary.categories, summary.about, summary.first_words) == ((), (), (), "")


def test_first_words_are_told_unless_they_are_quoted_or_a_button(talk: Talk) -> None:
    talk.person("息子のことで相談です").person("死にたい", RiskLevel.HIGH)
    assert talk.summary.first_words == "息子のことで相談です"
    assert Talk().person("死にたい", RiskLevel.HIGH).summary.first_words == ""
    assert Talk().person(SOS.text).summary.first_words == ""


def test_safety_reply_is_told_when_the_danger_was_answered(talk: Talk) -> None:
    talk.person("死にたい", RiskLevel.HIGH).called(RiskLevel.HIGH).bot(Bubble("受け取りました。"))
    assert talk.summary.safety_reply_at == NOON + timedelta(minutes=1)


def test_safety_reply_is_missing_when_only_something_else_was_answered_since(talk: Talk) -> None:
    talk.person("家族教室は").person("死にたい", RiskLevel.HIGH).bot(Bubble("家族教室は…"))
    assert talk.summary.safety_reply_at is None


def test_safety_reply_is_missing_when_danger_rose_while_a_human_had_the_talk(talk: Talk) -> None:
    talk.person("死にたい", RiskLevel.HIGH).called(RiskLevel.HIGH).bot(Bubble("受け取りました。"))
    talk.status = Status.CLAIMED
    talk.person("いま飲んだ", RiskLevel.IMMINENT)
    assert talk.summary.safety_reply_at is None


def test_safety_reply_is_told_when_the_assistant_itself_heard_the_danger(talk: Talk) -> None:
    talk.bot(Bubble("こんにちは")).person("遠くへ行きます").called(RiskLevel.HIGH).bot(
        Bubble("受け取りました。")
    )
    assert talk.summary.level is RiskLevel.HIGH
    assert talk.summary.safety_reply_at == NOON + timedelta(minutes=2)


def test_safety_reply_is_still_told_when_the_talk_has_been_closed(talk: Talk) -> None:
    talk.person("死にたい", RiskLevel.HIGH).bot(Bubble("受け取りました。"))
    talk.status = Status.CLOSED
    assert talk.summary.safety_reply_at == NOON + timedelta(minutes=1)


def test_last_said_holds_all_bubbles_of_the_last_turn(talk: Talk) -> None:
    talk.person("a").bot(Bubble("ひとつ前")).person("b").bot(Bubble("一つ目"), Bubble("二つ目")).person("c")
    assert talk.summary.last_said == "一つ目\n二つ目"
    assert talk.summary.last_said_at == NOON + timedelta(minutes=3)


def test_topics_are_told_in_the_order_of_the_talk_without_small_talk(talk: Talk) -> None:
    talk.person("こんにちは", topic="greet").person("教室は？", topic="family_class")
    talk.person("居場所は？", topic="place").person("教室の費用は？", topic="cost")
    talk.person("やっぱり教室", topic="family_class").person(SOS.text, topic="talk_to_human")
    assert talk.summary.topics == ("family_class", "place", "cost")


def test_wishes_are_told_apart_from_topics(talk: Talk) -> None:
    talk.bot(Bubble("どうぞ", (SOS, CANNOT_CALL))).person(SOS.text).person(CANNOT_CALL.text)
    summary = talk.summary
    assert (summary.asked_human, summary.cannot_call, summary.topics) == (True, True, ())


def test_people_told_of_are_listed_with_their_latest_ages(talk: Talk) -> None:
    talk.person("息子のことで").person("息子は38歳、母が80代です").person("息子は39歳でした")
    assert talk.summary.people == (Person("son", "39"), Person("mother", "80-89"))


def test_people_and_topics_of_a_message_taken_back_are_not_told(talk: Talk) -> None:
    talk.person("娘のことで", topic="place", unsent=True)
    assert (talk.summary.people, talk.summary.topics) == ((), ())


def test_past_is_what_the_most_dangerous_words_say(talk: Talk) -> None:
    talk.person("昔、死のうとしました", RiskLevel.ELEVATED, past=True)
    assert talk.summary.past
    talk.person("いま死にたい", RiskLevel.HIGH)
    assert not talk.summary.past


def test_last_said_leaves_out_an_earlier_answer_of_the_same_moment(talk: Talk) -> None:
    talk.bot(Bubble("前の答え")).person("b")
    talk._add(Author.ASSISTANT, MessageKind.TEXT, "次の答え", None, None, at=talk.messages[0].created_at)
    assert talk.summary.last_said == "次の答え"
