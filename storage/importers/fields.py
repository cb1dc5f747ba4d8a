"""The fields an import may fill, read off the tables themselves, and what is special about some of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, Numeric, Table

from storage.tables import IMPORTED, Imported, RecordChange, UtcDateTime
from storage.watched import WATCHED

TABLES: dict[str, Table] = {name: cast(Table, one.__table__) for name, one in IMPORTED.items()}
"""Every table an import may fill."""

RECORD_CHANGES = cast(Table, RecordChange.__table__)

Kind = Literal["text", "integer", "number", "money", "boolean", "date", "moment", "list", "reference"]


@dataclass(frozen=True)
class Field:
    """A field as a mapping names it. `column` is where it is stored (None: used by the import itself, not stored);
    `target` is the table a reference points to ("" for other kinds)."""

    name: str
    kind: Kind
    column: str | None
    required: bool = False
    target: str = ""


_OWN = frozenset(Imported.__annotations__)
_NOT_FROM_FILES = {"opportunity_changes": {"learnt_at"}}

_IMPORT_ONLY: dict[str, tuple[Field, ...]] = {
    "people": (Field("first_name", "text", None), Field("last_name", "text", None)),
    "accounts": (Field("tier", "text", None),),
    "contacts": (Field("first_name", "text", None), Field("last_name", "text", None)),
    "leads": (Field("first_name", "text", None), Field("last_name", "text", None)),
    "opportunities": (Field("is_won", "boolean", None), Field("is_closed", "boolean", None)),
}
_OF_CHANGES = (Field("changed_by", "text", None), Field("changed_at", "moment", None))

IDENTITY: dict[str, tuple[str, ...]] = {
    "targets": ("team", "quarter"),
    "consents": ("contact", "channel"),
    "opportunity_changes": ("opportunity", "field", "new", "changed_at"),
    "deal_roles": ("opportunity", "contact"),
    "contracts": ("account", "product", "opportunity", "name", "start_date"),
    "campaign_invitations": ("campaign", "contact"),
    "support_cases": ("account", "subject", "opened_at"),
    "list_memberships": ("account", "list_name", "from_date"),
    "technographics": ("account", "technology"),
}  # fmt: skip
"""What tells two rows apart where a file has no id column. People, products, accounts and campaigns go by name,
contacts and leads by e-mail or else name and account, deals by name and account; of the others every cell counts."""

NAMED = frozenset({"people", "products", "accounts", "campaigns"})
CREATABLE = frozenset({"people", "products", "accounts", "campaigns"})
"""Tables of which a row can be made from a name alone (`create: true`)."""

ORDER: tuple[str, ...] = (
    "people", "products", "targets", "accounts", "contacts", "consents", "campaigns", "leads", "opportunities",
    "opportunity_changes", "deal_roles", "contracts", "campaign_invitations", "activities", "support_cases",
    "list_memberships", "intent_signals", "technographics",
)  # fmt: skip
"""Tables in an order in which each comes after those it refers to."""

VOCABULARY: dict[tuple[str, str], tuple[str, ...]] = {
    ("people", "role"): ("rep", "SDR", "CSM", "marketer", "lead"),
    ("accounts", "lifecycle"): ("prospect", "opportunity", "customer", "former"),
    ("activities", "side"): ("sales", "marketing"),
    ("activities", "direction"): ("inbound", "outbound"),
    ("activities", "channel"): ("email", "call", "meeting", "event", "web", "ad", "webinar", "task", "note"),
    ("campaign_invitations", "status"): ("invited", "responded", "attended", "declined"),
    ("deal_roles", "role"): (
        "economic buyer", "champion", "technical evaluator", "user", "procurement", "legal", "blocker",
    ),
    ("opportunities", "type"): ("new", "expansion", "renewal"),
    ("opportunities", "status"): ("open", "won", "lost"),
}  # fmt: skip
"""The words of this house. Another spelling of one (`E-Mail`, `Economic_Buyer`) becomes it; other words stay."""

_BESIDE: dict[tuple[str, str], tuple[str, ...]] = {
    ("activities", "channel"): ("linkedin", "sms", "chat", "letter", "demo", "visit"),
    ("activities", "done"): ("yes", "no"),
    ("campaign_invitations", "status"): ("registered", "no show", "opened", "clicked"),
    ("campaigns", "status"): ("planned", "active", "running", "completed", "cancelled"),
    ("contracts", "status"): ("active", "signed", "renewed", "ended", "cancelled", "pending"),
    ("consents", "status"): ("granted", "withdrawn", "declined", "expired"),
    ("consents", "channel"): ("email", "phone", "linkedin", "post", "sms"),
    ("support_cases", "status"): ("open", "pending", "closed"),
    ("support_cases", "severity"): ("low", "medium", "high", "critical"),
}
CODED: dict[tuple[str, str], tuple[str, ...]] = {
    key: (*VOCABULARY.get(key, ()), *_BESIDE.get(key, ())) for key in (*VOCABULARY, *_BESIDE)
}
"""What `values` of a mapping may translate an export's words to, by table and field. A word of an export that is not
translated stays as it is."""

EXPECTED: dict[str, tuple[str, ...]] = {
    "opportunities": ("close_date",),
    "deal_roles": ("opportunity", "contact"),
    "contracts": ("renewal_date",),
    "campaigns": ("start_date",),
    "campaign_invitations": ("campaign", "contact", "invited_at"),
    "consents": ("contact",),
    "activities": ("occurred_at",),
    "support_cases": ("opened_at",),
    "intent_signals": ("seen_at",),
}
"""Links and dates without which rows of a table are of little use; beside the account, where a table has one."""


@cache
def fields_of(table: str) -> dict[str, Field]:
    """Every field of a table that a mapping may name, by name."""
    found: dict[str, Field] = {}
    for column in TABLES[table].columns:
        if column.name in _OWN or column.name in _NOT_FROM_FILES.get(table, set()):
            continue
        field = _field(column)
        found[field.name] = field
    for field in _IMPORT_ONLY.get(table, ()):
        found[field.name] = field
    if table in WATCHED:
        found |= {field.name: field for field in _OF_CHANGES}
    return found


def _field(column: Column[Any]) -> Field:
    required = not column.nullable and column.default is None
    for key in column.foreign_keys:
        return Field(column.name.removesuffix("_id"), "reference", column.name, required, key.column.table.name)
    return Field(column.name, _kind(column), column.name, required)


def _kind(column: Column[Any]) -> Kind:
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return "moment"
    if isinstance(kind, Date):
        return "date"
    if isinstance(kind, Boolean):
        return "boolean"
    if isinstance(kind, Integer):
        return "integer"
    if isinstance(kind, Float):
        return "number"
    if isinstance(kind, Numeric):
        return "money"
    if isinstance(kind, JSON):
        return "list"
    return "text"
