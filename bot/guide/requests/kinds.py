"""The kinds of requests and what each of them asks, field by field."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.guide.plain_text import clean_text, one_line


class RequestKind(StrEnum):
    """What is asked of the desk."""

    CALL_BACK = "call_back"
    CHAT_APPOINTMENT = "chat_appointment"
    ONLINE_CONSULT = "online_consult"
    VISIT_CONSULT = "visit_consult"
    HOME_VISIT = "home_visit"
    OUTREACH_LECTURE = "outreach_lecture"
    PAMPHLET_MAIL = "pamphlet_mail"
    PAMPHLET_COUNTER = "pamphlet_counter"
    PLACE_GRANT = "place_grant"
    TRAINING = "training"

    @property
    def label(self) -> str:
        """The kind as it is called."""
        return _LABELS[self]


_LABELS = {
    RequestKind.CALL_BACK: "折り返しの電話",
    RequestKind.CHAT_APPOINTMENT: "チャットでの相談予約",
    RequestKind.ONLINE_CONSULT: "オンライン相談",
    RequestKind.VISIT_CONSULT: "来所相談",
    RequestKind.HOME_VISIT: "訪問相談",
    RequestKind.OUTREACH_LECTURE: "出前講座",
    RequestKind.PAMPHLET_MAIL: "パンフレットの郵送",
    RequestKind.PAMPHLET_COUNTER: "パンフレットの窓口受け取り",
    RequestKind.PLACE_GRANT: "居場所への助成のご案内",
    RequestKind.TRAINING: "研修の申し込み",
}


def _phone(text: str) -> str:
    digits = re.sub(r"[\s()\-‐－ー–—―]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^\+81", "0", digits)
    if not re.fullmatch(r"0\d{9,10}", digits):
        raise ValueError("電話番号は、市外局番から数字で教えてください（例：090-0000-0000）。")
    return digits


def _postal(text: str) -> str:
    digits = re.sub(r"[\s〒\-‐－ー–—―]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"\d{7}", digits):
        raise ValueError("郵便番号は、7けたの数字で教えてください。")
    return f"{digits[:3]}-{digits[3:]}"


def _digits(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return re.sub(r"\s*(?:人|名|部|冊|くらい|ぐらい)+$", "", unicodedata.normalize("NFKC", value).strip())


def _asked(label: str, **limits: Any) -> Any:
    return Field(title=label, **limits)


Name = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=60)]
Short = Annotated[str, AfterValidator(one_line), Field(max_length=200)]
Long = Annotated[str, AfterValidator(clean_text), Field(max_length=1000)]
Needed = Annotated[Short, Field(min_length=1)]
Count = Annotated[int, BeforeValidator(_digits)]
Phone = Annotated[str, AfterValidator(_phone)]
Postal = Annotated[str, AfterValidator(_postal)]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class CallBack(_Fields):
    """Ring back."""

    nickname: Annotated[Name, _asked("お名前（ニックネーム）")]
    phone: Annotated[Phone, _asked("電話番号")]
    when: Annotated[Needed, _asked("つながりやすい日や時間")]
    wishes: Annotated[Long, _asked("気をつけてほしいこと")] = ""


class ChatAppointment(_Fields):
    """A time at which a counselor is there in the chat."""

    nickname: Annotated[Name, _asked("お名前（ニックネーム）")]
    wished: Annotated[Needed, _asked("ご希望の日や時間")]
    wishes: Annotated[Long, _asked("気をつけてほしいこと")] = ""


class Consult(_Fields):
    """An appointment, online or at the office."""

    nickname: Annotated[Name, _asked("お名前（ニックネーム）")]
    wished: Annotated[Needed, _asked("ご希望の日や時間")]
    contact_detail: Annotated[Short, _asked("ご連絡先")] = ""
    about: Annotated[Long, _asked("ご相談の内容")] = ""
    wishes: Annotated[Long, _asked("気をつけてほしいこと")] = ""


class HomeVisit(_Fields):
    """A visit at home."""

    nickname: Annotated[Name, _asked("お名前（ニックネーム）")]
    area: Annotated[Needed, _asked("お住まいの地域")]
    contact_detail: Annotated[Needed, _asked("ご連絡先")]
    wished: Annotated[Short, _asked("ご希望の日や時間")] = ""
    person_knows: Annotated[Literal["yes", "no", "unsure"], _asked("ご本人が訪問のことを知っているか")] = (
        "unsure"
    )
    wishes: Annotated[Long, _asked("気をつけてほしいこと")] = ""


class OutreachLecture(_Fields):
    """出前講座 for a group."""

    group: Annotated[Name, _asked("団体のお名前")]
    wished: Annotated[Needed, _asked("ご希望の日（いくつでも）")]
    people: Annotated[Count, _asked("人数", ge=1, le=1000)]
    place: Annotated[Short, _asked("会場")] = ""
    contact_name: Annotated[Name, _asked("ご担当の方のお名前")]
    contact_detail: Annotated[Needed, _asked("ご連絡先")]
    theme: Annotated[Long, _asked("聞きたいこと")] = ""


class PamphletMail(_Fields):
    """Pamphlets by mail."""

    name: Annotated[Name, _asked("宛名")]
    postal_code: Annotated[Postal, _asked("郵便番号")]
    address: Annotated[Needed, _asked("ご住所")]
    copies: Annotated[Count, _asked("部数", ge=1, le=50)] = 1
    wishes: Annotated[Long, _asked("気をつけてほしいこと")] = ""


class PamphletCounter(_Fields):
    """Pamphlets kept at the counter."""

    nickname: Annotated[Name, _asked("お名前（ニックネーム）")]
    when: Annotated[Short, _asked("お越しになる日")] = ""
    copies: Annotated[Count, _asked("部数", ge=1, le=50)] = 1


class PlaceGrant(_Fields):
    """Information about the grant for running a place."""

    group: Annotated[Name, _asked("団体のお名前")]
    area: Annotated[Short, _asked("活動の地域")] = ""
    contact_name: Annotated[Name, _asked("ご担当の方のお名前")]
    contact_detail: Annotated[Needed, _asked("ご連絡先")]
    about: Annotated[Long, _asked("お聞きになりたいこと")] = ""


class Training(_Fields):
    """Enrolment of an agency for a training."""

    training: Annotated[Literal["staff_training", "supporter_training", "case_study_meeting"], _asked("研修")]
    agency: Annotated[Name, _asked("所属")]
    contact_name: Annotated[Name, _asked("お名前")]
    people: Annotated[Count, _asked("人数", ge=1, le=50)] = 1
    contact_detail: Annotated[Needed, _asked("ご連絡先")]


FIELDS: dict[RequestKind, type[BaseModel]] = {
    RequestKind.CALL_BACK: CallBack,
    RequestKind.CHAT_APPOINTMENT: ChatAppointment,
    RequestKind.ONLINE_CONSULT: Consult,
    RequestKind.VISIT_CONSULT: Consult,
    RequestKind.HOME_VISIT: HomeVisit,
    RequestKind.OUTREACH_LECTURE: OutreachLecture,
    RequestKind.PAMPHLET_MAIL: PamphletMail,
    RequestKind.PAMPHLET_COUNTER: PamphletCounter,
    RequestKind.PLACE_GRANT: PlaceGrant,
    RequestKind.TRAINING: Training,
}
