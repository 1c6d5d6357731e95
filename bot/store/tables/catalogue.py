"""The catalogue as the city keeps it: its files, seeded from the shipped ones."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import Base, about_data


class CatalogueFileRow(Base):
    """One file of the catalogue."""

    __tablename__ = "catalogue_file"
    __table_args__ = (about_data("none", "never needed"),)

    path: Mapped[str] = mapped_column(String(120), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    edited: Mapped[bool] = mapped_column(default=False)
    """Whether the city has changed it: then a newer shipped file does not replace it."""
    changed_at: Mapped[datetime]
