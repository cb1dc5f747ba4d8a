"""The tables of the one database: the account store, and the bot's own records.

Every imported row keeps where it came from (`source_system`, `source_id`, `link`), when it was true (`as_of`, UTC),
who may see it (`visibility`) and the columns of its export that have no place here (`custom`, typed JSON values;
their names and types stand in `custom_fields`). Money is in units of `currency`; dates without a time are dates,
everything else is UTC.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

EVERYONE = "everyone"


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment. Stored as UTC without a zone (SQLite has none), read back as aware UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone cannot be stored: {value!r}")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else value.replace(tzinfo=dt.UTC)


MONEY = Numeric(16, 2, asdecimal=False)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a plain class attribute
        dt.datetime: UtcDateTime,
        dt.date: Date,
        str: String,
        dict[str, Any]: JSON,
        list[str]: JSON,
    }


class Imported(Base):
    """What every imported row carries beside its own fields."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    source_system: Mapped[str]
    source_id: Mapped[str]
    link: Mapped[str | None]
    as_of: Mapped[dt.datetime]
    visibility: Mapped[str] = mapped_column(default=EVERYONE)
    custom: Mapped[dict[str, Any]] = mapped_column(default=dict)


def _source(*indexes: Index) -> tuple[UniqueConstraint | Index, ...]:
    return (UniqueConstraint("source_system", "source_id"), *indexes)


# --- ours -----------------------------------------------------------------------------------------------------------


class Person(Imported):
    """One of us: a rep, SDR, CSM, marketer or lead."""

    __tablename__ = "people"
    __table_args__ = _source()
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(index=True)
    slack_id: Mapped[str | None] = mapped_column(index=True)
    role: Mapped[str | None]
    team: Mapped[str | None]
    office: Mapped[str | None]
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    active: Mapped[bool] = mapped_column(default=True)


class Product(Imported):
    __tablename__ = "products"
    __table_args__ = _source()
    name: Mapped[str]
    family: Mapped[str | None]
    price: Mapped[float | None] = mapped_column(MONEY)
    currency: Mapped[str | None] = mapped_column(String(3))


class Target(Imported):
    """Quota of a team in a quarter (`2026-Q4`)."""

    __tablename__ = "targets"
    __table_args__ = _source()
    team: Mapped[str]
    quarter: Mapped[str] = mapped_column(String(7))
    amount: Mapped[float] = mapped_column(MONEY)
    currency: Mapped[str | None] = mapped_column(String(3))


# --- theirs ---------------------------------------------------------------------------------------------------------


class Account(Imported):
    __tablename__ = "accounts"
    __table_args__ = _source(Index(None, "owner_id", "visibility"))
    name: Mapped[str] = mapped_column(index=True)
    aliases: Mapped[list[str]] = mapped_column(default=list)
    former_names: Mapped[list[str]] = mapped_column(default=list)
    domains: Mapped[list[str]] = mapped_column(default=list)
    industry: Mapped[str | None] = mapped_column(index=True)
    employees: Mapped[int | None]
    revenue: Mapped[float | None] = mapped_column(MONEY)
    currency: Mapped[str | None] = mapped_column(String(3))
    country: Mapped[str | None]
    region: Mapped[str | None]
    city: Mapped[str | None]
    founded: Mapped[int | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    lifecycle: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    marketer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)


class Contact(Imported):
    """A person at an account."""

    __tablename__ = "contacts"
    __table_args__ = _source(Index(None, "account_id", "visibility"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    name: Mapped[str] = mapped_column(index=True)
    email: Mapped[str | None] = mapped_column(index=True)
    phone: Mapped[str | None]
    title: Mapped[str | None]
    seniority: Mapped[str | None]
    department: Mapped[str | None]
    country: Mapped[str | None]
    opted_out_at: Mapped[dt.date | None]
    left_at: Mapped[dt.date | None]


class Consent(Imported):
    """What a contact allowed on one channel, with its proof and when it ends."""

    __tablename__ = "consents"
    __table_args__ = _source()
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    channel: Mapped[str]
    status: Mapped[str]
    proof: Mapped[str | None]
    given_at: Mapped[dt.date | None]
    expires_at: Mapped[dt.date | None]


class Lead(Imported):
    """Somebody who raised a hand; `account_id` is set where the e-mail domain names one account."""

    __tablename__ = "leads"
    __table_args__ = _source()
    name: Mapped[str]
    email: Mapped[str | None]
    company: Mapped[str | None]
    title: Mapped[str | None]
    source: Mapped[str | None]
    status: Mapped[str | None]
    country: Mapped[str | None]
    created_at: Mapped[dt.datetime | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)


# --- deals ----------------------------------------------------------------------------------------------------------


class Campaign(Imported):
    __tablename__ = "campaigns"
    __table_args__ = _source()
    name: Mapped[str]
    channel: Mapped[str | None]
    start_date: Mapped[dt.date | None]
    end_date: Mapped[dt.date | None]
    cost: Mapped[float | None] = mapped_column(MONEY)
    currency: Mapped[str | None] = mapped_column(String(3))
    status: Mapped[str | None]


class Opportunity(Imported):
    """A deal. `status` is open, won or lost; `qualified` says whether its stage counts as pipeline."""

    __tablename__ = "opportunities"
    __table_args__ = _source(
        Index(None, "account_id", "visibility"),
        Index(None, "status", "close_date"),
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    name: Mapped[str]
    type: Mapped[str | None]
    stage: Mapped[str | None]
    status: Mapped[str | None]
    qualified: Mapped[bool | None]
    amount: Mapped[float | None] = mapped_column(MONEY)
    currency: Mapped[str | None] = mapped_column(String(3))
    probability: Mapped[float | None]
    close_date: Mapped[dt.date | None]
    created_at: Mapped[dt.datetime | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"), index=True)
    source: Mapped[str | None]


class OpportunityChange(Imported):
    """One change of one field of a deal: old and new value as text, when it happened and when we learnt it."""

    __tablename__ = "opportunity_changes"
    __table_args__ = _source(Index(None, "opportunity_id", "changed_at"))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"))
    field: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]
    changed_at: Mapped[dt.datetime] = mapped_column(index=True)
    learnt_at: Mapped[dt.datetime]
    changed_by: Mapped[str | None]


class DealRole(Imported):
    """The part a contact plays in one deal."""

    __tablename__ = "deal_roles"
    __table_args__ = _source()
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    role: Mapped[str]


class Contract(Imported):
    __tablename__ = "contracts"
    __table_args__ = _source()
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"), index=True)
    name: Mapped[str | None]
    amount: Mapped[float | None] = mapped_column(MONEY)
    currency: Mapped[str | None] = mapped_column(String(3))
    start_date: Mapped[dt.date | None]
    renewal_date: Mapped[dt.date | None] = mapped_column(index=True)
    status: Mapped[str | None]


# --- work -----------------------------------------------------------------------------------------------------------


class Activity(Imported):
    """Something one side did or the other answered. One in the future is a plan, not engagement; so is one whose `done`
    is false: it was planned and never took place."""

    __tablename__ = "activities"
    __table_args__ = _source(
        Index(None, "account_id", "occurred_at"),
        Index(None, "occurred_at", "channel", "account_id"),
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"), index=True)
    side: Mapped[str | None]
    channel: Mapped[str | None]
    direction: Mapped[str | None]
    human: Mapped[bool | None]
    subject: Mapped[str | None]
    occurred_at: Mapped[dt.datetime | None]
    done: Mapped[bool | None]


class CampaignInvitation(Imported):
    __tablename__ = "campaign_invitations"
    __table_args__ = _source()
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    invited_at: Mapped[dt.datetime | None]
    status: Mapped[str | None]


class SupportCase(Imported):
    __tablename__ = "support_cases"
    __table_args__ = _source()
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    subject: Mapped[str | None]
    severity: Mapped[str | None]
    status: Mapped[str | None]
    opened_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]


class ListMembership(Imported):
    """An account on a target list at a tier, from when to when: the programme is dated."""

    __tablename__ = "list_memberships"
    __table_args__ = _source()
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    list_name: Mapped[str]
    tier: Mapped[str | None]
    from_date: Mapped[dt.date | None]
    to_date: Mapped[dt.date | None]


class IntentSignal(Imported):
    __tablename__ = "intent_signals"
    __table_args__ = _source(Index(None, "account_id", "seen_at"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    topic: Mapped[str]
    score: Mapped[float | None]
    provider: Mapped[str | None]
    seen_at: Mapped[dt.datetime | None]


class Technographic(Imported):
    __tablename__ = "technographics"
    __table_args__ = _source()
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    technology: Mapped[str]
    category: Mapped[str | None]
    status: Mapped[str | None]
    first_seen: Mapped[dt.date | None]
    last_seen: Mapped[dt.date | None]


# --- about the rows -------------------------------------------------------------------------------------------------


class CustomField(Base):
    """A column of an export that has no place here: kept in `custom` under `name`, asked about by `label`."""

    __tablename__ = "custom_fields"
    table: Mapped[str] = mapped_column("table_name", primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    type: Mapped[str]  # integer | number | date | boolean | text | list


class FieldLabel(Base):
    """What an export calls a field of ours: "sector" for industry, "Umsatz" for revenue. People ask in these words."""

    __tablename__ = "field_labels"
    table: Mapped[str] = mapped_column("table_name", primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True)


class ValueLabel(Base):
    """What an export calls a value of ours: "Service Renewal" for renewal. People ask in these words, except where one
    value has several: then none of them means all of it."""

    __tablename__ = "value_labels"
    table: Mapped[str] = mapped_column("table_name", primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True)


class RecordChange(Base):
    """A change of a watched field of any record but a deal (deals: `opportunity_changes`)."""

    __tablename__ = "record_changes"
    __table_args__ = (Index(None, "table_name", "record_id", "field"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    table: Mapped[str] = mapped_column("table_name")
    record_id: Mapped[int]
    field: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]
    changed_at: Mapped[dt.datetime]
    learnt_at: Mapped[dt.datetime]
    changed_by: Mapped[str | None]


class VisibilityLabel(Base):
    """Every label in use. A row whose label is missing here is seen by nobody."""

    __tablename__ = "visibility_labels"
    label: Mapped[str] = mapped_column(primary_key=True)


class Revision(Base):
    """How often a part of the store was written: what is derived from it in memory is rebuilt when this moves."""

    __tablename__ = "revisions"
    name: Mapped[str] = mapped_column(primary_key=True)  # records | notes
    number: Mapped[int] = mapped_column(default=0)


class ImportRun(Base):
    """One import: which file, what became of its rows. `entry` is the file pattern of the mapping, `mapping` and
    `content` are digests of what the mapping said of the file and of the file itself (None: before they were kept)."""

    __tablename__ = "import_runs"
    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str]
    table: Mapped[str] = mapped_column("table_name")
    source_system: Mapped[str]
    finished_at: Mapped[dt.datetime]
    read: Mapped[int]
    created: Mapped[int]
    updated: Mapped[int]
    unchanged: Mapped[int]
    skipped: Mapped[int]
    entry: Mapped[str | None]
    mapping: Mapped[str | None] = mapped_column(String(64))
    content: Mapped[str | None] = mapped_column(String(64))


# --- notes ----------------------------------------------------------------------------------------------------------


class Note(Base):
    """A document that was read. `key` is its stable name (path or source id), `digest` tells whether it changed."""

    __tablename__ = "notes"
    __table_args__ = (Index(None, "account_id", "visibility"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str | None]
    link: Mapped[str | None]
    kind: Mapped[str | None]  # call, research, news, QBR, e-mail, ...: as the note says
    tags: Mapped[list[str]] = mapped_column(default=list)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    assigned_by: Mapped[str | None]  # front matter | option | folder | name | import
    as_of: Mapped[dt.datetime]
    added_at: Mapped[dt.datetime]
    visibility: Mapped[str] = mapped_column(default=EVERYONE)
    digest: Mapped[str] = mapped_column(String(64))


class NoteChunk(Base):
    """A passage of a note: `text` is the note's text from `start` to `end` (characters); `embedding` is float32,
    little-endian, of unit length, made by `model`; the truth from which every index is rebuilt."""

    __tablename__ = "note_chunks"
    __table_args__ = (UniqueConstraint("note_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    position: Mapped[int]
    heading: Mapped[str]
    start: Mapped[int] = mapped_column("start_char")
    end: Mapped[int] = mapped_column("end_char")
    text: Mapped[str] = mapped_column(Text)
    embedding: Mapped[bytes | None] = mapped_column(LargeBinary)
    model: Mapped[str | None]


class IndexTask(Base):
    """Work for the owner of the vector index: a chunk to add, or a chunk id that is gone."""

    __tablename__ = "index_tasks"
    id: Mapped[int] = mapped_column(primary_key=True)
    chunk_id: Mapped[int] = mapped_column(index=True)
    action: Mapped[str]  # add | remove
    queued_at: Mapped[dt.datetime]


# --- what the bot did -----------------------------------------------------------------------------------------------


class Turn(Base):
    """A question asked in a thread, with the plan it became: what a follow-up builds on."""

    __tablename__ = "turns"
    __table_args__ = (Index(None, "thread", "asked_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    thread: Mapped[str]
    asked_at: Mapped[dt.datetime]
    asker: Mapped[str | None]
    question: Mapped[str] = mapped_column(Text)
    plan: Mapped[dict[str, Any]]


class AuditEntry(Base):
    """Who asked what where, and the reply they got."""

    __tablename__ = "audit_log"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    asker: Mapped[str | None]
    place: Mapped[str]
    action: Mapped[str]
    question: Mapped[str] = mapped_column(Text)
    reply: Mapped[dict[str, Any]]


class OutboxPost(Base):
    """A post to be made in Slack, written in the transaction of the thing it tells. `key` makes it unique."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "status", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[str]
    thread_ts: Mapped[str | None]
    payload: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(default="waiting")  # waiting | sent | failed
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[dt.datetime]
    queued_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    ts: Mapped[str | None]
    error: Mapped[str | None]


class JobRun(Base):
    """One slot of one scheduled job; the primary key lets a slot run once."""

    __tablename__ = "job_runs"
    job: Mapped[str] = mapped_column(primary_key=True)
    slot: Mapped[dt.datetime] = mapped_column(primary_key=True)
    status: Mapped[str]
    lease_until: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]


class TriggerEvent(Base):
    __tablename__ = "trigger_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    kind: Mapped[str]
    headline: Mapped[str]
    occurred_on: Mapped[dt.date | None]
    found_at: Mapped[dt.datetime]
    sources: Mapped[dict[str, Any]]
    visibility: Mapped[str] = mapped_column(default=EVERYONE)


class Alert(Base):
    __tablename__ = "alerts"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("trigger_events.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    status: Mapped[str]
    score: Mapped[float | None]
    created_at: Mapped[dt.datetime]


class Draft(Base):
    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    status: Mapped[str]
    channel: Mapped[str]
    subject: Mapped[str | None]
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime]


class ActionItem(Base):
    __tablename__ = "action_items"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str]
    due: Mapped[dt.date | None]
    status: Mapped[str]
    created_at: Mapped[dt.datetime]


class Feedback(Base):
    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int | None] = mapped_column(ForeignKey("audit_log.id"), index=True)
    given_by: Mapped[str | None]
    verdict: Mapped[str]
    comment: Mapped[str | None]
    given_at: Mapped[dt.datetime]


IMPORTED: dict[str, type[Imported]] = {table.__tablename__: table for table in Imported.__subclasses__()}
"""Table name -> class, of every table that an import may fill."""


def _changes() -> FromClause:
    """The changes of deals, accounts and contacts as rows of one shape: which record changed, and the account it is of.

    The two logs count their rows apart: even ids are those of deals. What else a row carries beside its change (who
    may see it, where it came from) is that of the record, where the log of deals does not have its own.
    """
    deals, others = OpportunityChange.__table__, RecordChange.__table__
    told = ("field", "old", "new", "changed_at", "learnt_at", "changed_by")
    beside = ("visibility", "source_system", "source_id", "link", "as_of")
    none = cast(null(), Integer)
    deal = Opportunity.__table__
    arms = [
        select(
            (deals.c.id * 2).label("id"), *(deals.c[one] for one in (*told, *beside)), deals.c.custom,
            literal("opportunity").label("changed_record"), deals.c.opportunity_id,
            deal.c.account_id.label("account_id"), none.label("contact_id"),
        ).select_from(deals.outerjoin(deal, deals.c.opportunity_id == deal.c.id))
    ]  # fmt: skip
    for kind, name, record in (
        ("account", "accounts", Account.__table__),
        ("contact", "contacts", Contact.__table__),
    ):
        account = record.c.id if kind == "account" else record.c.account_id
        contact = record.c.id if kind == "contact" else none
        arms.append(
            select(
                (others.c.id * 2 + 1).label("id"), *(others.c[one] for one in told),
                *(record.c[one] for one in beside), null().label("custom"),
                literal(kind).label("changed_record"), none.label("opportunity_id"),
                account.label("account_id"), contact.label("contact_id"),
            ).select_from(others.join(record, others.c.record_id == record.c.id))
            .where(others.c.table_name == name)
        )  # fmt: skip
    return union_all(*arms).subquery("changes")


READ: dict[str, FromClause] = {
    **{name: one.__table__ for name, one in IMPORTED.items() if one is not OpportunityChange},
    "changes": _changes(),
}
"""What can be asked about: every table that an import may fill, with the changes of all records in one."""

READ_AS = {"opportunity_changes": "changes"}
"""Tables of imports that are read as a part of another one."""
