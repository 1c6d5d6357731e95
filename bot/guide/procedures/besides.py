"""What a text says besides answering the question: another wish, a correction, further answers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.guide.procedures import switching
from bot.guide.procedures.hearing import is_figure, pressed, read, reads
from bot.guide.procedures.mending import Mended, mended
from bot.guide.procedures.said import meaning, plain
from bot.guide.procedures.state import Procedure
from bot.guide.procedures.steps import Step
from bot.guide.procedures.volunteered import volunteered


def calls_human(step: Step | None, text: str) -> bool:
    """Whether a human is wished for, where a text could be taken for an answer."""
    return (step is None or not step.wish) and switching.wants_human(text)


def wishes_else(step: Step | None, procedure: Procedure, text: str) -> Procedure | None:
    """Another procedure that is wished for; None where the text may be an answer in own words."""
    if step is not None and (step.wish or pressed(step, text) is not None):
        return None
    return switching.other_wish(text, procedure)


def mends(steps: Sequence[Step], procedure: Procedure, step: Step | None, text: str) -> tuple[Mended, ...]:
    """The corrections that a text makes, unless it answers the question in the person's own words."""
    if step is not None and pressed(step, text) is not None:
        return ()
    found = mended(steps, procedure.answers, text)
    if step is None and not found and meaning(text) is None:
        late = volunteered(steps, text)
        changed = [one for one in steps if one.name in late.answers and not late.rest]
        return tuple(Mended(one, late.answers[one.name], True) for one in changed)
    if step is None or not step.free or not found:
        return found
    return found if all(one.has_value and one.clear for one in found) else ()


def others(steps: Sequence[Step], procedure: Procedure, step: Step, text: str) -> dict[str, object]:
    """The answers to questions still to come that a text holds besides the one that stands."""
    if step.wish or pressed(step, text) is not None:
        return {}
    found = volunteered(steps, text).answers
    unanswered = {one.name for one in steps if one.name not in procedure.answers}
    others = {name: value for name, value in found.items() if name in unanswered and name != step.name}
    if not others and not step.free and not is_figure(text) and not reads(step, text):
        later = [one for one in steps if one.name in unanswered and not one.free and reads(one, text)]
        return {one.name: read(one, text) for one in later} if len(later) == 1 else {}
    late = {name: value for name, value in found.items() if name in _LATE and name in procedure.answers}
    return {**others, **(late if not volunteered(steps, text).rest else {})}


def known(steps: Sequence[Step], procedure: Procedure, step: Step, text: str) -> bool:
    """Whether a text, which does not answer the question, was an answer before: a doubled tap."""
    if step.free or reads(step, text) or not plain(text):
        return False
    answered = [one for one in steps if procedure.answers.get(one.name)]
    said = [procedure.answers[one.name] for one in answered]
    words = [str(value) for value in said] + [
        one.words(value) for one, value in zip(answered, said, strict=True)
    ]
    return plain(text) in {plain(word) for word in words if not word.isdigit()}


_LATE = frozenset({"phone", "people"})
"""Answers that correct the first when they come once more, alone."""
