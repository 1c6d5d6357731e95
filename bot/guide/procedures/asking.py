"""How a question, a summary and a way back are put."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.conversation.content import Bubble, Choice
from bot.guide.procedures import choices
from bot.guide.procedures.script import Progress
from bot.guide.procedures.state import Procedure
from bot.guide.procedures.steps import Step


def question(step: Step, before: str = "") -> Bubble:
    """The step's question with its buttons, after a word where there is one."""
    text = f"{before}\n{step.question}" if before else step.question
    return Bubble(text, buttons(step), cards=step.cards)


def ask_again(why: str, step: Step, procedure: Procedure, *added: Choice) -> Progress:
    """The question once more, with a reason and further buttons."""
    asked = question(step, why)
    return Progress((replace(asked, choices=(*step.choices, *added, choices.LEAVE)),), procedure)


def buttons(step: Step) -> tuple[Choice, ...]:
    """The buttons under a question."""
    return (*step.choices, choices.LEAVE)


def asked(steps: Sequence[Step], answers: Mapping[str, Any]) -> Step | None:
    """The step whose question stands; None for the last yes."""
    return next((step for step in steps if step.name not in answers), None)


def which(steps: Sequence[Step], answers: Mapping[str, Any]) -> Bubble:
    """Asks what is to be corrected."""
    answered = [step for step in steps if step.name in answers]
    fields = tuple(Choice(step.label[:20], f"{step.label}を直したい") for step in answered[:10])
    return Bubble(
        "どこを直しますか。「人数は3人」のように、直したあとの内容を送ってくださってもだいじょうぶです。",
        (*fields, choices.LEAVE),
    )


def summary(title: str, steps: Sequence[Step], answers: Mapping[str, Any]) -> Bubble:
    """Everything that was answered, before the last yes."""
    told = "\n".join(f"・{step.label}：{step.words(answers[step.name])}" for step in steps)
    return Bubble(f"{title}\n{told}", (choices.YES, choices.MEND, choices.LEAVE))


def before(said: str, progress: Progress, *added: Choice) -> Progress:
    """The progress with a word before what it says, and further buttons."""
    if not said or not progress.bubbles:
        return progress
    first = progress.bubbles[0]
    told = replace(first, text=f"{said}\n{first.text}", choices=(*added, *first.choices))
    return replace(progress, bubbles=(told, *progress.bubbles[1:]))


def after_answer(told: str, progress: Progress) -> Progress:
    """The question again after something was told; with the way to a human where it speaks of one."""
    again = before(told, progress)
    if not again.bubbles or choices.HUMAN.label not in again.bubbles[0].text:
        return again
    first = again.bubbles[0]
    return replace(
        again, bubbles=(replace(first, choices=(*first.choices, choices.HUMAN)), *again.bubbles[1:])
    )


def refused(why: str, step: Step, procedure: Procedure) -> Progress:
    """Why an answer cannot be taken; with the way to a human where it speaks of one."""
    human = (choices.HUMAN,) if "相談員" in why else ()
    return Progress((Bubble(why, (*step.choices, *human, choices.LEAVE), cards=step.cards),), procedure)
