"""the first schema"""

import sqlalchemy as sa
from alembic import op

from storage import tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", tables.UtcDateTime(), nullable=False),
        sa.Column("asker", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("reply", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    with op.batch_alter_table("audit_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_log_at"), ["at"], unique=False)

    op.create_table(
        "campaigns",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("cost", sa.Numeric(precision=16, scale=2, asdecimal=False), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_campaigns_source_system_source_id")),
    )
    op.create_table(
        "custom_fields",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "name", name=op.f("pk_custom_fields")),
    )
    op.create_table(
        "field_labels",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "field", "label", name=op.f("pk_field_labels")),
    )
    op.create_table(
        "import_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("finished_at", tables.UtcDateTime(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
    )
    op.create_table(
        "index_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chunk_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("queued_at", tables.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_tasks")),
    )
    with op.batch_alter_table("index_tasks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_index_tasks_chunk_id"), ["chunk_id"], unique=False)

    op.create_table(
        "job_runs",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("slot", tables.UtcDateTime(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("lease_until", tables.UtcDateTime(), nullable=True),
        sa.Column("finished_at", tables.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("job", "slot", name=op.f("pk_job_runs")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", tables.UtcDateTime(), nullable=False),
        sa.Column("queued_at", tables.UtcDateTime(), nullable=False),
        sa.Column("sent_at", tables.UtcDateTime(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_status_id"), ["status", "id"], unique=False)

    op.create_table(
        "people",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("slack_id", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["manager_id"], ["people.id"], name=op.f("fk_people_manager_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_people_source_system_source_id")),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_people_manager_id"), ["manager_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_people_slack_id"), ["slack_id"], unique=False)

    op.create_table(
        "products",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=True),
        sa.Column("price", sa.Numeric(precision=16, scale=2, asdecimal=False), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_products_source_system_source_id")),
    )
    op.create_table(
        "record_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("old", sa.String(), nullable=True),
        sa.Column("new", sa.String(), nullable=True),
        sa.Column("changed_at", tables.UtcDateTime(), nullable=False),
        sa.Column("learnt_at", tables.UtcDateTime(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_changes")),
    )
    with op.batch_alter_table("record_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_record_changes_table_name_record_id_field"),
            ["table_name", "record_id", "field"],
            unique=False,
        )

    op.create_table(
        "revisions",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_revisions")),
    )
    op.create_table(
        "targets",
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("amount", sa.Numeric(precision=16, scale=2, asdecimal=False), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_targets_source_system_source_id")),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("asked_at", tables.UtcDateTime(), nullable=False),
        sa.Column("asker", sa.String(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
    )
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_turns_thread_asked_at"), ["thread", "asked_at"], unique=False)

    op.create_table(
        "visibility_labels",
        sa.Column("label", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("label", name=op.f("pk_visibility_labels")),
    )
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("former_names", sa.JSON(), nullable=False),
        sa.Column("domains", sa.JSON(), nullable=False),
        sa.Column("industry", sa.String(), nullable=True),
        sa.Column("employees", sa.Integer(), nullable=True),
        sa.Column("revenue", sa.Numeric(precision=16, scale=2, asdecimal=False), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("founded", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("lifecycle", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("marketer_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["marketer_id"], ["people.id"], name=op.f("fk_accounts_marketer_id_people")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_accounts_owner_id_people")),
        sa.ForeignKeyConstraint(["parent_id"], ["accounts.id"], name=op.f("fk_accounts_parent_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_accounts_source_system_source_id")),
    )
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_industry"), ["industry"], unique=False)
        batch_op.create_index(batch_op.f("ix_accounts_marketer_id"), ["marketer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_accounts_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_accounts_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_accounts_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=True),
        sa.Column("given_by", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("given_at", tables.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit_log.id"], name=op.f("fk_feedback_audit_id_audit_log")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_audit_id"), ["audit_id"], unique=False)

    op.create_table(
        "action_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("created_at", tables.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_action_items_account_id_accounts")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_action_items_owner_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_items")),
    )
    with op.batch_alter_table("action_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_items_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_items_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "contacts",
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("seniority", sa.String(), nullable=True),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("opted_out_at", sa.Date(), nullable=True),
        sa.Column("left_at", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_contacts_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_contacts_source_system_source_id")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contacts_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contacts_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_contacts_name"), ["name"], unique=False)

    op.create_table(
        "intent_signals",
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("provider", sa.String(), nullable=True),
        sa.Column("seen_at", tables.UtcDateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_intent_signals_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intent_signals")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_intent_signals_source_system_source_id")),
    )
    with op.batch_alter_table("intent_signals", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_intent_signals_account_id_seen_at"), ["account_id", "seen_at"], unique=False
        )

    op.create_table(
        "leads",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("company", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("created_at", tables.UtcDateTime(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_leads_account_id_accounts")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_leads_owner_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leads")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_leads_source_system_source_id")),
    )
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leads_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_leads_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "list_memberships",
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("list_name", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=True),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_list_memberships_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_memberships")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_list_memberships_source_system_source_id")),
    )
    with op.batch_alter_table("list_memberships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_list_memberships_account_id"), ["account_id"], unique=False)

    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("assigned_by", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("added_at", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_notes_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
        sa.UniqueConstraint("key", name=op.f("uq_notes_key")),
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notes_account_id"), ["account_id"], unique=False)

    op.create_table(
        "opportunities",
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("qualified", sa.Boolean(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=16, scale=2, asdecimal=False), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("close_date", sa.Date(), nullable=True),
        sa.Column("created_at", tables.UtcDateTime(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_opportunities_account_id_accounts")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_opportunities_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_opportunities_owner_id_people")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_opportunities_product_id_products")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunities")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_opportunities_source_system_source_id")),
    )
    with op.batch_alter_table("opportunities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opportunities_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opportunities_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opportunities_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opportunities_product_id"), ["product_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opportunities_status_close_date"), ["status", "close_date"], unique=False)

    op.create_table(
        "technographics",
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("technology", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("first_seen", sa.Date(), nullable=True),
        sa.Column("last_seen", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_technographics_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_technographics")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_technographics_source_system_source_id")),
    )
    with op.batch_alter_table("technographics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_technographics_account_id"), ["account_id"], unique=False)

    op.create_table(
        "trigger_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("headline", sa.String(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("found_at", tables.UtcDateTime(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_trigger_events_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trigger_events")),
    )
    with op.batch_alter_table("trigger_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trigger_events_account_id"), ["account_id"], unique=False)

    op.create_table(
        "activities",
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("direction", sa.String(), nullable=True),
        sa.Column("human", sa.Boolean(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("occurred_at", tables.UtcDateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_activities_account_id_accounts")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_activities_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_activities_contact_id_contacts")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunities.id"], name=op.f("fk_activities_opportunity_id_opportunities")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_activities_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activities")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_activities_source_system_source_id")),
    )
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_activities_account_id_occurred_at"), ["account_id", "occurred_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_activities_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_activities_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_activities_occurred_at_account_id"), ["occurred_at", "account_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_activities_opportunity_id"), ["opportunity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_activities_person_id"), ["person_id"], unique=False)

    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("created_at", tables.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["trigger_events.id"], name=op.f("fk_alerts_event_id_trigger_events")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_alerts_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alerts_event_id"), ["event_id"], unique=False)

    op.create_table(
        "campaign_invitations",
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", tables.UtcDateTime(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_invitations_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_campaign_invitations_contact_id_contacts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_invitations")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_campaign_invitations_source_system_source_id")),
    )
    with op.batch_alter_table("campaign_invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_invitations_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_invitations_contact_id"), ["contact_id"], unique=False)

    op.create_table(
        "consents",
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=True),
        sa.Column("given_at", sa.Date(), nullable=True),
        sa.Column("expires_at", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_consents_contact_id_contacts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_consents_source_system_source_id")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consents_contact_id"), ["contact_id"], unique=False)

    op.create_table(
        "contracts",
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=16, scale=2, asdecimal=False), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("renewal_date", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_contracts_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunities.id"], name=op.f("fk_contracts_opportunity_id_opportunities")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_contracts_product_id_products")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contracts")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_contracts_source_system_source_id")),
    )
    with op.batch_alter_table("contracts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contracts_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contracts_opportunity_id"), ["opportunity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contracts_product_id"), ["product_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contracts_renewal_date"), ["renewal_date"], unique=False)

    op.create_table(
        "deal_roles",
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_deal_roles_contact_id_contacts")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunities.id"], name=op.f("fk_deal_roles_opportunity_id_opportunities")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_roles")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_deal_roles_source_system_source_id")),
    )
    with op.batch_alter_table("deal_roles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deal_roles_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deal_roles_opportunity_id"), ["opportunity_id"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", tables.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_drafts_author_id_people")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_drafts_contact_id_contacts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_contact_id"), ["contact_id"], unique=False)

    op.create_table(
        "note_chunks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("embedding", sa.LargeBinary(), nullable=True),
        sa.Column("model", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_note_chunks_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name=op.f("fk_note_chunks_note_id_notes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_chunks")),
        sa.UniqueConstraint("note_id", "position", name=op.f("uq_note_chunks_note_id_position")),
    )
    with op.batch_alter_table("note_chunks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_chunks_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_chunks_note_id"), ["note_id"], unique=False)

    op.create_table(
        "opportunity_changes",
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("old", sa.String(), nullable=True),
        sa.Column("new", sa.String(), nullable=True),
        sa.Column("changed_at", tables.UtcDateTime(), nullable=False),
        sa.Column("learnt_at", tables.UtcDateTime(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_opportunity_changes_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity_changes")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_opportunity_changes_source_system_source_id")),
    )
    with op.batch_alter_table("opportunity_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opportunity_changes_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_opportunity_changes_opportunity_id_changed_at"),
            ["opportunity_id", "changed_at"],
            unique=False,
        )

    op.create_table(
        "support_cases",
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("severity", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("opened_at", tables.UtcDateTime(), nullable=True),
        sa.Column("closed_at", tables.UtcDateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("as_of", tables.UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_support_cases_account_id_accounts")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_support_cases_contact_id_contacts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_cases")),
        sa.UniqueConstraint("source_system", "source_id", name=op.f("uq_support_cases_source_system_source_id")),
    )
    with op.batch_alter_table("support_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_cases_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_cases_contact_id"), ["contact_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        _create_full_text_index()


def _create_full_text_index() -> None:
    """BM25 over the chunks, kept in step by triggers; the text itself stays in `note_chunks`."""
    op.execute(
        "CREATE VIRTUAL TABLE note_chunks_fts USING fts5("
        "heading, text, content='note_chunks', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    remove = (
        "INSERT INTO note_chunks_fts(note_chunks_fts, rowid, heading, text) "
        "VALUES ('delete', old.id, old.heading, old.text);"
    )
    add = "INSERT INTO note_chunks_fts(rowid, heading, text) VALUES (new.id, new.heading, new.text);"
    op.execute(f"CREATE TRIGGER note_chunks_fts_insert AFTER INSERT ON note_chunks BEGIN {add} END")
    op.execute(f"CREATE TRIGGER note_chunks_fts_delete AFTER DELETE ON note_chunks BEGIN {remove} END")
    op.execute(
        f"CREATE TRIGGER note_chunks_fts_update AFTER UPDATE OF heading, text ON note_chunks BEGIN {remove} {add} END"
    )
