"""attendance lists that were opened

Revision ID: 643e88dd2e81
Revises: 3b8f0d2a91c4
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '643e88dd2e81'
down_revision = '3b8f0d2a91c4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('access_log', schema=None) as batch_op:
        batch_op.add_column(sa.Column('session_id', sa.Integer(), nullable=True))
        batch_op.create_index('ix_access_log_session', ['session_id', 'counselor_id', 'at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_access_log_session_id_class_session'), 'class_session', ['session_id'], ['id'], ondelete='CASCADE')


def downgrade() -> None:
    op.execute('delete from access_log where session_id is not null')
    with op.batch_alter_table('access_log', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_access_log_session_id_class_session'), type_='foreignkey')
        batch_op.drop_index('ix_access_log_session')
        batch_op.drop_column('session_id')
