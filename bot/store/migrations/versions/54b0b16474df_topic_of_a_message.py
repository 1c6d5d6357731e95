"""topic of a message

Revision ID: 54b0b16474df
Revises: f0e0cdfec364
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = '54b0b16474df'
down_revision = 'f0e0cdfec364'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.add_column(sa.Column('topic', sa.String(length=40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.drop_column('topic')
