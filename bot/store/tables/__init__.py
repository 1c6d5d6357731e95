"""All tables; importing this package fills `Base.metadata`."""

from bot.store.tables.base import Base
from bot.store.tables.boxes import InboxTable, OutboxTable
from bot.store.tables.calls import PageRow, PagingRow
from bot.store.tables.catalogue import CatalogueFileRow
from bot.store.tables.guide import (
    BookingRow,
    ChangeRow,
    ClassSessionRow,
    PlaceRow,
    ProcedureRow,
    ReminderRow,
    RequestRow,
)
from bot.store.tables.people import AccessRow, CounselorRow, SignInFailureRow, SignInRow
from bot.store.tables.talk import ContactRow, ConversationRow, HandoffRow, MessageRow

__all__ = [
    "AccessRow",
    "Base",
    "BookingRow",
    "CatalogueFileRow",
    "ChangeRow",
    "ClassSessionRow",
    "ContactRow",
    "ConversationRow",
    "CounselorRow",
    "HandoffRow",
    "InboxTable",
    "MessageRow",
    "OutboxTable",
    "PageRow",
    "PagingRow",
    "PlaceRow",
    "ProcedureRow",
    "ReminderRow",
    "RequestRow",
    "SignInFailureRow",
    "SignInRow",
]
