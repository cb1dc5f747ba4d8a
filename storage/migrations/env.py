"""Run by Alembic: the connection is the one `Database.upgrade` holds, so all of an upgrade is one transaction."""

from alembic import context

from storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    user_module_prefix="tables.",
)
with context.begin_transaction():
    context.run_migrations()
