"""Safety replies: short, warm, concrete; no menu, no sermon, no parroting, no method."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.assessment import Assessment
from bot.conversation.content import Bubble, Call
from bot.conversation.levels import RiskLevel
from bot.desk.phrases import SOS
from bot.guide.help_lines import HelpLine

AMBULANCE = Call("119 救急", "119")
POLICE = Call("110 警察", "110")


def reply(
    assessment: Assessment, text: str, lines: Sequence[HelpLine], reading: str
) -> tuple[Bubble, ...]:
    """The reply to danger. `lines` are open now, nearest first; `reading` says when a human reads."""
    urgent = assessment.level is RiskLevel.IMMINENT
    first = (
        "知らせてくださって、ありがとうございます。いま命の危険があるときは、ためらわずに119（救急）か110（警察）へ。"
        if urgent
        else "話してくださって、ありがとうございます。とてもおつらいなかで書いてくださったのだと思います。"
    )
    calls = ((AMBULANCE, POLICE) if urgent else ()) + tuple(line.call for line in lines[:3])
    called = f"相談員を呼びました。{reading}このまま書いてくださってだいじょうぶです。"
    numbers = "\n".join(f"・{line.name} {line.number}" for line in lines[:3])
    bubbles = [Bubble(first, calls=calls if urgent else ()), Bubble(called)]
    if numbers:
        bubbles.append(Bubble(f"いま電話がつながる窓口です。\n{numbers}", calls=tuple(line.call for line in lines[:3])))
    return tuple(bubbles)


def with_care(
    assessment: Assessment, answer: Sequence[Bubble], lines: Sequence[HelpLine], *, offer: bool
) -> tuple[Bubble, ...]:
    """An answer with a kind word before it, one open line, and the offer of a human."""
    line = f"\nいま電話できるところ：{lines[0].name} {lines[0].number}" if lines else ""
    asks = "よければ、相談員と話してみませんか。" if offer else "ひとりで抱えなくてだいじょうぶです。"
    care = Bubble(f"しんどいなかで書いてくださって、ありがとうございます。{asks}{line}", (SOS,),
                  calls=tuple(entry.call for entry in lines[:1]))
    return (*answer[:2], care)
