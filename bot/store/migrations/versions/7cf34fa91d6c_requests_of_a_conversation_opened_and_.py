"""requests of a conversation, opened and erased

Revision ID: 7cf34fa91d6c
Revises: 2fd711c1dc9b
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = '7cf34fa91d6c'
down_revision = '2fd711c1dc9b'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('request', schema=None) as batch_op:
        batch_op.add_column(sa.Column('conversation_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('handled_by_id', sa.Integer(), nullable=True))
        batch_op.alter_column('contact_id', existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_foreign_key(batch_op.f('fk_request_conversation_id_conversation'), 'conversation', ['conversation_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(batch_op.f('fk_request_handled_by_id_counselor'), 'counselor', ['handled_by_id'], ['id'])
    op.execute(
        'update request set conversation_id ='
        ' (select max(conversation.id) from conversation where conversation.contact_id = request.contact_id)'
    )

    with op.batch_alter_table('access_log', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_id', sa.Integer(), nullable=True))
        batch_op.alter_column('conversation_id', existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index('ix_access_log_request', ['request_id', 'counselor_id', 'at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_access_log_request_id_request'), 'request', ['request_id'], ['id'], ondelete='CASCADE')

    with _reminders_kept(), op.batch_alter_table('booking', schema=None) as batch_op:
        batch_op.alter_column('contact_id', existing_type=sa.INTEGER(), nullable=True)


def downgrade() -> None:
    op.execute('delete from booking where contact_id is null')
    with _reminders_kept(), op.batch_alter_table('booking', schema=None) as batch_op:
        batch_op.alter_column('contact_id', existing_type=sa.INTEGER(), nullable=False)

    op.execute('delete from access_log where request_id is not null')
    with op.batch_alter_table('access_log', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_access_log_request_id_request'), type_='foreignkey')
        batch_op.drop_index('ix_access_log_request')
        batch_op.alter_column('conversation_id', existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column('request_id')

    op.execute('delete from request where contact_id is null')
    with op.batch_alter_table('request', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_request_handled_by_id_counselor'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_request_conversation_id_conversation'), type_='foreignkey')
        batch_op.alter_column('contact_id', existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column('handled_by_id')
        batch_op.drop_column('conversation_id')


@contextmanager
def _reminders_kept() -> Iterator[None]:
    """SQLite changes a table by building it anew, and dropping the old one drops what hangs on it."""
    if op.get_bind().dialect.name != 'sqlite':
        yield
        return
    op.execute('create temporary table kept_reminder as select * from reminder')
    yield
    op.execute('delete from reminder')
    op.execute('insert into reminder select * from kept_reminder')
    op.execute('drop table kept_reminder')
