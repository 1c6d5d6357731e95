"""when a handoff was released

Revision ID: 3b8f0d2a91c4
Revises: 59341790e7ea
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import bot.store.tables.base

revision = '3b8f0d2a91c4'
down_revision = '59341790e7ea'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('handoff', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('released_at', bot.store.tables.base.UtcDateTime(timezone=True), nullable=True)
        )


def downgrade() -> None:
    with op.batch_alter_table('handoff', schema=None) as batch_op:
        batch_op.drop_column('released_at')
