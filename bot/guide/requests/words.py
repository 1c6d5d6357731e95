"""What people and the desk read of a request. First lines are neutral: others may see the telephone."""

from __future__ import annotations

from bot.conversation.content import Bubble
from bot.guide.requests.entities import Request
from bot.guide.requests.form import form_of

_CHOICES = {
    "yes": "知っている",
    "no": "知らない",
    "unsure": "わからない",
    "staff_training": "支援従事者研修会",
    "supporter_training": "サポーター養成研修",
    "case_study_meeting": "事例検討会",
}


def moved(request: Request) -> tuple[Bubble, ...]:
    """The desk has done something with the request; its kind is not named."""
    note = f"\n担当者から：{request.note}" if request.note else ""
    return (Bubble(f"お申し込みについてのお知らせです。\n{request.state.words}{note}"),)


def answers(request: Request) -> list[tuple[str, str]]:
    """Label and answer of each field that was answered, in the order of the form."""
    return [
        (field.label, spoken(field.choices, request.fields[field.name]))
        for field in form_of(request.kind)
        if request.fields.get(field.name) not in (None, "")
    ]


def spoken(choices: tuple[str, ...], value: object) -> str:
    """An answer in words: a choice is stored by its name."""
    return _CHOICES.get(str(value), str(value)) if choices else str(value)
