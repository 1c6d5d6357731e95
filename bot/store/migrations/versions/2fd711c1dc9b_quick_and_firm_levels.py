"""quick and firm levels

Revision ID: 2fd711c1dc9b
Revises: 54b0b16474df
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '2fd711c1dc9b'
down_revision = '54b0b16474df'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('firm_level', sa.Integer(), server_default='0', nullable=False))

    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.add_column(sa.Column('quick', sa.Boolean(), server_default=sa.false(), nullable=False))

    # Of earlier talks nobody can say any more which words were quick: their levels stand.
    op.execute('update conversation set firm_level = level')


def downgrade() -> None:
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.drop_column('quick')

    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.drop_column('firm_level')
