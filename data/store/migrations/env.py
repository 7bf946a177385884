"""Runs migrations on the connection the store hands over; there is no other way in."""

from alembic import context

from data.store.every_table import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
