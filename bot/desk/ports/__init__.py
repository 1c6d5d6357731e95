"""What the front desk needs from outside, as Protocols.

Adapters implement them; a contract suite in tests/contract/ runs over all of them.
"""

from bot.desk.ports.boxes import Inbox, InboxRow, Outbox, OutboxRow
from bot.desk.ports.channel import BadBody, BadSignature, Channel, Delivery, SendError, Sent
from bot.desk.ports.figures import DayFigure, Figures
from bot.desk.ports.people import Access, AccessLog, Counselor, Counselors, SignIn, SignIns
from bot.desk.ports.store import Store, StoreConflict, StoreUnavailable, UnitOfWork
from bot.desk.ports.talk import Conversations, Handoffs, Messages, QueueEntry
from bot.desk.ports.understanding import (
    Answer,
    Assistant,
    AssistantUnavailable,
    Clock,
    Entity,
    Question,
    Screen,
)

__all__ = [
    "Access",
    "AccessLog",
    "Answer",
    "Assistant",
    "AssistantUnavailable",
    "BadBody",
    "BadSignature",
    "Channel",
    "Clock",
    "Conversations",
    "Counselor",
    "Counselors",
    "DayFigure",
    "Delivery",
    "Entity",
    "Figures",
    "Handoffs",
    "Inbox",
    "InboxRow",
    "Messages",
    "Outbox",
    "OutboxRow",
    "Question",
    "QueueEntry",
    "Screen",
    "SendError",
    "Sent",
    "SignIn",
    "SignIns",
    "Store",
    "StoreConflict",
    "StoreUnavailable",
    "UnitOfWork",
]
