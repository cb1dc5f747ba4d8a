"""What can be asked about: the tables in the words people use, their fields, and how one row leads to another.

Built-in words stand here; the words of a team's own CRM are added from what was imported: the headers of mapped
columns (`field_labels`) and custom fields (`custom_fields`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, cast

from sqlalchemy import Boolean, Connection, Date, Float, Integer, Numeric, exists, select
from sqlalchemy.sql.type_api import TypeEngine

from storage.names import name_words
from storage.tables import IMPORTED, READ, READ_AS, CustomField, FieldLabel, UtcDateTime
from storage.terms import Bag, meant_by, shorter

FieldType = Literal["text", "integer", "year", "number", "money", "date", "moment", "boolean", "list"]


@dataclass(frozen=True)
class FieldRef:
    """A field seen from a base table: `steps` are the to-one relations to follow, so no row is ever doubled."""

    steps: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Field:
    """A field of a table. `words` are the ways people name it; `custom` says that only this store has it."""

    table: str
    name: str
    type: FieldType
    label: str
    words: tuple[str, ...] = ()
    custom: bool = False


@dataclass(frozen=True)
class Entity:
    """A table in people's words. `shows` are the fields of a list of its rows; `when` is the date that "last week"
    means when no other is named; `measure` the amount that "over 100k" or "largest" means; `title` names a row."""

    table: str
    singular: str
    plural: str
    words: tuple[str, ...]
    shows: tuple[FieldRef, ...]
    when: str | None = None
    measure: str | None = None
    title: str = "name"


def _ref(path: str) -> FieldRef:
    *steps, name = path.split(".")
    return FieldRef(tuple(steps), name)


def _refs(*paths: str) -> tuple[FieldRef, ...]:
    return tuple(_ref(path) for path in paths)


ENTITIES: dict[str, Entity] = {
    entity.table: entity
    for entity in (
        Entity(
            "accounts",
            "account",
            "accounts",
            (
                "account",
                "acct",
                "accts",
                "company",
                "organisation",
                "organization",
                "firm",
                "logo",
                "business",
                "org",
                "enterprise",
                "target account",
                *("firma", "firmen", "unternehmen", "entreprise", "societe", "empresa", "cuenta"),
            ),
            _refs("name", "industry", "country", "owner.name"),
            measure="revenue",
        ),
        Entity(
            "opportunities",
            "opportunity",
            "opportunities",
            (
                *("opportunity", "opp", "oppty", "deal"),
                *("verkaufschance", "verkaufschancen", "vertriebschance", "vertriebschancen", "chancen", "geschaft"),
                *("geschafte", "opportunite", "affaire", "oportunidad", "oportunidades"),
            ),
            _refs("name", "account.name", "stage", "amount", "currency", "close_date", "owner.name"),
            when="close_date",
            measure="amount",
        ),
        Entity(
            "contacts",
            "contact",
            "contacts",
            (
                *("contact", "stakeholder", "people", "person", "point of contact", "poc", "folks"),
                *("kontakt", "kontakte", "ansprechpartner", "contacto", "interlocuteur"),
            ),
            _refs("name", "title", "account.name", "email"),
        ),
        Entity(
            "people",
            "colleague",
            "colleagues",
            (
                *("rep", "sales rep", "sales agent", "agent", "seller", "salesperson", "salespeople", "colleague"),
                *("account executive", "ae", "aes", "account manager", "team member", "sales representative"),
                *("salesman", "salesmen", "saleswoman", "sales people", "sales person", "coworker"),
                *("verkaufer", "vertriebler", "kollege", "kollegen"),
            ),
            _refs("name", "role", "team", "office", "email"),
        ),
        Entity(
            "products",
            "product",
            "products",
            (
                "product",
                "catalogue",
                "catalog",
                "price book",
                "do we sell",
                "our offering",
                "offering",
                "sku",
                "produkt",
                "produkte",
                "produit",
                "producto",
            ),
            _refs("name", "family", "price", "currency"),
        ),
        Entity(
            "targets",
            "target",
            "targets",
            ("target", "quota", "sales target", "sales goal", "goal", "have to hit", "has to hit", "supposed to hit"),
            _refs("team", "quarter", "amount", "currency"),
            measure="amount",
            title="team",
        ),
        Entity(
            "leads",
            "lead",
            "leads",
            ("lead", "inbound lead", "enquiry", "inquiry", "web lead"),
            _refs("name", "company", "status", "source", "created_at"),
            when="created_at",
        ),
        Entity(
            "campaigns",
            "campaign",
            "campaigns",
            ("campaign", "mailing", "marketing campaign", "kampagne", "kampagnen", "campagne", "campana"),
            _refs("name", "channel", "start_date", "cost", "currency"),
            when="start_date",
            measure="cost",
        ),
        Entity(
            "campaign_invitations",
            "invitation",
            "invitations",
            ("invitation", "invite", "invitee"),
            _refs("contact.name", "campaign.name", "status", "invited_at"),
            when="invited_at",
            title="status",
        ),
        Entity(
            "contracts",
            "contract",
            "contracts",
            ("contract", "subscription", "agreement", "under contract", "vertrag", "vertrage", "contrat", "contrato"),
            _refs("account.name", "product.name", "amount", "currency", "renewal_date", "status"),
            when="renewal_date",
            measure="amount",
        ),
        Entity(
            "activities",
            "activity",
            "activities",
            (
                *("activity", "touch", "touchpoint", "interaction", "touch point", "engagement", "outreach"),
                *("aktivitat", "aktivitaten", "activite", "actividad", "actividades"),
            ),
            _refs("occurred_at", "channel", "side", "account.name", "contact.name", "person.name", "subject"),
            when="occurred_at",
            title="subject",
        ),
        Entity(
            "support_cases",
            "support case",
            "support cases",
            (
                *("support case", "case", "ticket", "support ticket", "support issue", "escalation", "support request"),
                *("service case", "service request", "helpdesk ticket", "incident", "servicefall", "servicefalle"),
            ),
            _refs("subject", "account.name", "severity", "status", "opened_at"),
            when="opened_at",
            title="subject",
        ),
        Entity(
            "deal_roles",
            "committee member",
            "committee members",
            ("buying committee", "committee", "committee member", "deal role", "committee role"),
            _refs("contact.name", "role", "contact.title", "opportunity.name"),
            title="role",
        ),
        Entity(
            "list_memberships",
            "list membership",
            "list memberships",
            ("list membership", "target list", "membership"),
            _refs("account.name", "list_name", "tier", "from_date", "to_date"),
            title="list_name",
            when="from_date",
        ),
        Entity(
            "intent_signals",
            "intent signal",
            "intent signals",
            ("intent signal", "intent", "signal", "surge"),
            _refs("account.name", "topic", "score", "provider", "seen_at"),
            when="seen_at",
            measure="score",
            title="topic",
        ),
        Entity(
            "technographics",
            "technology",
            "technologies",
            ("technology", "technographic", "tech stack", "stack", "tech"),
            _refs("account.name", "technology", "category", "status", "last_seen"),
            when="first_seen",
            title="technology",
        ),
        Entity(
            "consents",
            "consent",
            "consents",
            ("consent",),
            _refs("contact.name", "channel", "status", "expires_at"),
            when="expires_at",
            title="channel",
        ),
        Entity(
            "changes",
            "change",
            "changes",
            ("change", "stage change", "amount change", "deal change"),
            _refs(
                "changed_at", "account.name", "opportunity.name", "contact.name", "field", "old", "new", "changed_by"
            ),
            when="changed_at",
            title="field",
        ),
    )
}

OF_CONTACTS = ("deal_roles", "campaign_invitations", "consents")
"""Tables whose rows are of one contact each."""

_LAST_ACTIVITY = (
    *("last activity", "last touch", "last touchpoint", "last contacted", "last interaction", "latest activity"),
    *("last contact", "last spoke", "last talked", "last talk", "last speak", "last heard", "last reached"),
    *("last engaged", "last engagement", "most recent activity", "last activity date", "last logged activity"),
)

WORDS: dict[str, tuple[str, ...]] = {
    "accounts.industry": (
        *("industry", "sector", "vertical", "line of business", "field of business", "market segment"),
        *("branche", "secteur", "industria"),
    ),
    "accounts.employees": (
        "employee",
        "ppl",
        "heads",
        "head count",
        "workers",
        "employs",
        "employ",
        "employed",
        "team size",
        "company size",
        "payroll",
        "mitarbeiter",
        "effectif",
        "empleados",
        "fte",
        "ftes",
        "people working",
        "number of people",
        "headcount",
        "staff",
        "workforce",
        "employee count",
    ),
    "accounts.revenue": (
        *("revenue", "annual revenue", "turnover", "yearly revenue", "company revenue", "yearly sales", "annual sales"),
        *("top line", "topline", "umsatz", "chiffre d'affaires", "facturacion", "ingresos"),
    ),
    "accounts.country": ("country", "nation", "pays", "pais"),
    "accounts.region": ("region", "geo", "territory", "geography", "state", "province", "county"),
    "accounts.city": (
        *("city", "headquarters", "headquarter", "headquartered", "hq", "located", "based", "location", "town"),
        *("home base", "head office", "seated", "stadt", "standort", "ville", "ciudad"),
    ),
    "accounts.founded": (
        *("founded", "founding year", "year founded", "established", "year established", "old", "founding date"),
        *(
            "they exist",
            "exist",
            "exists",
            "does it exist",
            "existed",
            "in existence",
            "started out",
            "around since",
            "in business since",
            "set up",
            "foundation year",
            "incorporated",
        ),
    ),
    "accounts.parent": (
        *("parent", "parent company", "parent co", "mother company", "parent account", "belongs to", "holding company"),
        *(
            "parent organisation",
            "parent organization",
            "mother",
            "group does",
            "part of which group",
            "muttergesellschaft",
        ),
        *("mutterkonzern", "konzernmutter", "maison mere", "belong to", "owned by whom", "ultimate owner"),
    ),
    "accounts.lifecycle": ("lifecycle", "lifecycle stage", "customer status", "account status"),
    "accounts.owner": (
        *("owner", "account owner", "owns", "owned", "own", "rep", "covers", "account manager", "owning"),
        *(
            "account rep",
            "account executive",
            "ae",
            "account lead",
            "inhaber",
            "betreuer",
            "proprietaire",
            "propietario",
        ),
    ),
    "accounts.marketer": ("marketer", "marketing owner", "marketing contact"),
    "accounts.tier": ("tier",),
    "accounts.last_activity": _LAST_ACTIVITY,
    "accounts.domains": ("domain", "website", "web site"),
    "accounts.aliases": ("alias", "aliases", "also known as"),
    "accounts.former_names": ("former name", "old name", "used to be called", "previous name"),
    "contacts.name": ("name",),
    "contacts.title": (
        *("title", "job title", "job", "position", "designation", "does for a living", "job there", "do there"),
        *("titel", "funktion", "poste"),
    ),
    "contacts.email": (
        "email",
        "e-mail",
        "mail",
        "email addr",
        "mail addr",
        "addr",
        "mail address",
        "email address",
        "e-mail address",
        *("email adr", "mail adr", "adr", "reach by mail", "courriel", "correo"),
    ),
    "contacts.phone": (
        "tel",
        "telefon",
        "number",
        "nr",
        "cell",
        "mobile",
        "direct line",
        "phone",
        "phone nr",
        "phone number",
        "telephone",
        *("telephone number", "mobile number", "cell number", "phone no", "direct dial", "dial", "extension"),
        *("handynummer", "telefonnummer", "telephone no", "telefono"),
    ),
    "contacts.seniority": ("seniority", "level", "seniority level", "management level"),
    "contacts.department": ("department", "function", "dept", "division", "abteilung", "departamento"),
    "contacts.opted_out_at": (
        *("opted out", "opt out", "unsubscribed", "opt-out", "opted-out", "unsubscribe", "opts out"),
        *("asked not to be contacted", "do not contact", "opted out of marketing"),
    ),
    "contacts.left_at": (
        "left",
        "departed",
        "gone",
        "leave",
        "left the company",
        *("no longer at", "no longer with", "no longer there", "not there anymore", "moved on"),
        *("leave date", "departure", "quit", "resigned", "leaving date"),
        "still at",
        "still there",
        "still with",
    ),
    "contacts.last_activity": _LAST_ACTIVITY,
    "people.role": ("role",),
    "people.team": ("team",),
    "people.office": ("office", "regional office", "sales office"),
    "people.manager": (
        "manager",
        "sales manager",
        "team manager",
        "line manager",
        "boss",
        "supervisor",
        "team lead",
        "reports to",
        "report to",
    ),
    "people.email": ("email", "e-mail", "mail", "email address", "mail address"),
    "products.family": ("family", "series", "product family", "product line", "product series"),
    "products.price": (
        *("price", "charge", "cost", "list price", "sales price", "unit price", "price tag", "costs", "go for"),
        *("sell for", "preis", "prix", "precio", "listenpreis"),
    ),
    "leads.status": ("lead status", "statuses"),
    "leads.source": ("lead source",),
    "opportunities.stage": ("stage", "deal stage", "sales stage", "pipeline stage", "phase", "step", "etape", "etapa"),
    "opportunities.status": ("status", "deal status", "outcome"),
    "opportunities.amount": (
        *(
            "amount",
            "value",
            "deal size",
            "deal value",
            "size",
            "worth",
            "money",
            "pipeline value",
            "volume",
            "deal amount",
        ),
        *("deal worth", "ticket size", "order value", "price tag", "betrag", "wert", "montant", "importe"),
    ),
    "opportunities.close_date": (
        "close date",
        "to close",
        "closes",
        "closing date",
        "expected close",
        *(
            "expected close date",
            "planned close",
            "planned close date",
            "expected to close",
            "target close",
            "set to close",
            "slated to close",
            "end date",
        ),
        *("abschluss", "abschlussdatum", "date de cloture", "fecha de cierre", "expected to land"),
        "closing",
        "close",
        "due",
    ),
    "opportunities.created_at": ("created", "creation date", "opened", "created date", "create date", "came in"),
    "opportunities.probability": ("probability", "likelihood", "win probability", "chance of closing"),
    "opportunities.owner": ("owner", "deal owner", "opportunity owner", "rep", "owns", "owning", "sales owner"),
    "opportunities.product": ("product",),
    "opportunities.campaign": ("campaign",),
    "opportunities.type": ("type", "deal type"),
    "opportunities.source": (
        *("source", "deal source", "opportunity source", "lead source", "come from", "came from", "origin"),
        *("originate from", "originated", "origins", "herkunft", "quelle"),
    ),
    "opportunities.currency": ("currency",),
    "opportunities.cycle_days": ("sales cycle", "cycle", "cycle length", "days to close", "time to close"),
    "opportunities.account": ("account",),
    "support_cases.opened_at": ("opened", "date opened", "opening date"),
    "support_cases.closed_at": ("date closed", "closing date"),
    "contracts.renewal_date": (
        *("renewal date", "renewal", "renew", "renewing", "renews", "up for renewal", "contract end"),
        *("expire", "expires", "expiring", "contract expiry", "expiry", "expiry date", "contract runs out"),
        *("run out", "runs out", "running out", "ran out", "comes up for renewal", "come up for renewal", "renewals"),
        *("expired", "lapse", "lapses", "lapsed", "lapsing"),
    ),
    "contracts.start_date": (
        "contract start",
        "start date",
        "start",
        "starts",
        "starting",
        "begin",
        "begins",
        "started",
    ),
    "contracts.amount": (
        *("annual contract value", "annual value", "contract value", "contract amount", "acv", "arr"),
        *("yearly value", "annual amount", "yearly sum", "yearly amount", "pay us", "pays us", "paying us"),
        *("annual recurring revenue", "recurring revenue", "contracted value", "value", "worth", "money"),
        *("pay us a year", "pays us a year", "pay us per year", "pays us per year", "pay a year", "pay per year"),
        *("yearly contract value", "yearly contract sum", "annual contract sum", "annual contract amount"),
    ),
    "activities.channel": ("channel", "activity type", "type", "kind"),
    "activities.side": ("side",),
    "activities.direction": ("direction",),
    "activities.subject": ("subject",),
    "activities.occurred_at": ("occurred",),
    "activities.done": ("done", "took place", "take place", "taken place", "completed"),
    "activities.person": ("rep", "owner"),
    "campaigns.cost": (
        "cost",
        "spend",
        "spent",
        "budget",
        "costs",
        "set us back",
        "money into",
        "paid for",
        "paying for",
    ),
    "campaigns.channel": ("campaign type", "campaign channel", "channel"),
    "campaigns.end_date": ("end date", "it end", "it ended", "they end", "finish", "finished"),
    "campaigns.start_date": ("start date", "it start", "started", "kick off", "kicked off", "launch", "launched"),
    "support_cases.severity": ("severity", "priority", "urgency"),
    "deal_roles.role": ("role", "deal role"),
    "intent_signals.topic": ("topic",),
    "intent_signals.score": ("intent score", "score", "scoring"),
    "technographics.technology": ("technology",),
    "technographics.category": ("category",),
    "targets.team": ("team",),
    "targets.quarter": ("quarter",),
}
"""Words for fields and relations beside their own name. A relation is asked for like a field: the answer is a name."""

COMPUTED: dict[str, FieldType] = {
    "accounts.tier": "text",
    "accounts.last_activity": "moment",
    "contacts.last_activity": "moment",
    "opportunities.cycle_days": "integer",
    "targets.attained": "money",
}
"""Fields that are worked out by the query: see `storage.query`."""

IF_FILLED = (("activities", "done"), ("activities", "human"), ("activities", "direction"))
"""Fields that a store has only where an export fills them: their words mean other things elsewhere."""

HIDDEN = {"id", "source_system", "source_id", "link", "as_of", "visibility", "custom"}

ENUMERATED: dict[str, tuple[str, ...]] = {
    "opportunities.status": ("open", "won", "lost"),
    "opportunities.type": ("new", "expansion", "renewal"),
    "activities.side": ("sales", "marketing"),
    "activities.direction": ("inbound", "outbound"),
}
"""Values that are known without looking: the meaning of the field says them."""

PREFERRED: tuple[str, ...] = ("account", "owner", "person", "opportunity", "contact", "product", "campaign", "manager")
"""Of two ways of one length, the relation named first here is taken."""


@dataclass(frozen=True)
class Relation:
    """A to-one relation: `column` of `table` points to a row of `target`."""

    table: str
    name: str
    column: str
    target: str


def _relations() -> dict[tuple[str, str], Relation]:
    found = {}
    for name, table in IMPORTED.items():
        for column in table.__table__.columns:
            for key in column.foreign_keys:
                relation = Relation(name, column.name.removesuffix("_id"), column.name, key.column.table.name)
                found[(name, relation.name)] = relation
    del found[("opportunity_changes", "opportunity")]
    for name, target in (("opportunity", "opportunities"), ("account", "accounts"), ("contact", "contacts")):
        found[("changes", name)] = Relation("changes", name, f"{name}_id", target)
    return found


RELATIONS = _relations()


def _type_of(column_type: TypeEngine[object]) -> FieldType:
    if isinstance(column_type, UtcDateTime):
        return "moment"
    if isinstance(column_type, Date):
        return "date"
    if isinstance(column_type, Boolean):
        return "boolean"
    if isinstance(column_type, Numeric) and not isinstance(column_type, Float):
        return "money"
    if isinstance(column_type, Float):
        return "number"
    if isinstance(column_type, Integer):
        return "integer"
    if column_type.__class__.__name__ == "JSON":
        return "list"
    return "text"


def _label(name: str) -> str:
    return {"closed_at": "closed", "created_at": "created", "opened_at": "opened", "occurred_at": "when"}.get(
        name, name.removesuffix("_at").replace("_", " ")
    )


def _built_in() -> Iterator[Field]:
    for name, table in READ.items():
        related = {one.column for one in RELATIONS.values() if one.table == name}
        for column in table.c:
            if column.name in HIDDEN or column.name in related:
                continue
            words = (column.name.replace("_", " "), *WORDS.get(f"{name}.{column.name}", ()))
            kind: FieldType = "year" if column.name == "founded" else _type_of(column.type)
            yield Field(name, column.name, kind, _label(column.name), words)
    for path, kind in COMPUTED.items():
        table_name, name = path.split(".")
        yield Field(table_name, name, kind, name.replace("_", " "), (name.replace("_", " "), *WORDS.get(path, ())))


@dataclass(frozen=True)
class Attribute:
    """Something that can be asked of a row of `table`: one of its fields, or the name behind one of its relations."""

    table: str
    ref: FieldRef
    label: str
    words: tuple[str, ...]
    field: Field


def bare_label(label: str, table: str) -> str:
    """A label, folded, without the thing that the rows of its table are: `Organization created` of accounts, `Ticket
    owner` of support cases."""
    first, _, rest = label.casefold().partition(" ")
    own = {ENTITIES[table].singular, *ENTITIES[table].words}
    return rest if rest and first in own else label.casefold()


@dataclass(frozen=True)
class Catalog:
    """The tables, fields and relations of one store. `used` are the relations that hold any value at all."""

    fields: dict[tuple[str, str], Field]
    used: frozenset[tuple[str, str]]
    says_no: frozenset[tuple[str, str]] = frozenset()
    """The custom yes/no fields that say no somewhere: there an empty cell says neither."""
    header_words: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def field(self, table: str, name: str) -> Field:
        return self.fields[(table, name)]

    def table_at(self, base: str, steps: tuple[str, ...]) -> str:
        """The table reached from `base` by following `steps`."""
        for step in steps:
            base = RELATIONS[(base, step)].target
        return base

    def resolve(self, base: str, ref: FieldRef) -> Field:
        return self.fields[(self.table_at(base, ref.steps), ref.name)]

    def attributes(self) -> Iterator[Attribute]:
        """Every field and every relation, with the words it goes by."""
        return iter(self._attributes)

    @cached_property
    def _attributes(self) -> tuple[Attribute, ...]:
        return tuple(self._each_attribute())

    def _each_attribute(self) -> Iterator[Attribute]:
        for one in self.fields.values():
            extra = self.header_words.get((one.table, one.name), ())
            yield Attribute(one.table, FieldRef((), one.name), one.label, (*one.words, *extra), one)
        for relation in RELATIONS.values():
            title = ENTITIES[relation.target].title
            path = f"{relation.table}.{relation.name}"
            if (relation.target == "accounts" and relation.name == "account") or (relation.table, relation.name) == (
                "changes",
                "contact",
            ):
                continue  # which account a row belongs to always shows; the word stands for accounts themselves
            words = (relation.name, *WORDS.get(path, ()), *self.header_words.get((relation.table, relation.name), ()))
            target = self.fields[(relation.target, title)]
            yield Attribute(relation.table, FieldRef((relation.name,), title), relation.name, words, target)

    @cached_property
    def by_meaning(self) -> dict[Bag, tuple[Attribute, ...]]:
        """The attributes by the concepts of their labels, or else of what is not general in them: "labs" for `Anzahl
        Labore`. What two fields of a table would share, neither has. Made when it is first asked for."""
        whole: dict[Bag, dict[Attribute, None]] = {}
        for one, bag in self._meant():
            whole.setdefault(bag, {})[one] = None
        return {
            **self.by_short_meaning,
            **{bag: found for bag, several in whole.items() if (found := _told_apart(several))},
        }

    @cached_property
    def by_short_meaning(self) -> dict[Bag, tuple[Attribute, ...]]:
        """The custom fields by what is not general in their labels."""
        short: dict[Bag, dict[Attribute, None]] = {}
        for one, bag in self._meant():
            telling = shorter(bag)
            if telling is not None and one.field.custom:
                short.setdefault(telling, {})[one] = None
        return {bag: found for bag, several in short.items() if (found := _told_apart(several))}

    def _meant(self) -> Iterator[tuple[Attribute, Bag]]:
        for one in self.attributes():
            name = one.ref.steps[0] if one.ref.steps else one.ref.name
            for label in (one.label, *self.header_words.get((one.table, name), ())):
                meant = meant_by(name_words(_UNIT.sub(" ", label)))
                if meant is not None:
                    yield one, meant.bag

    def path(self, base: str, target: str) -> tuple[str, ...] | None:
        """The shortest way by to-one relations that hold values; None when there is none."""
        return next(iter(self.paths(base, target)), None)

    def paths(self, base: str, target: str) -> list[tuple[str, ...]]:
        """All shortest ways, the preferred first."""
        if base == target:
            return [()]
        queue: deque[tuple[str, tuple[str, ...]]] = deque([(base, ())])
        found: list[tuple[str, ...]] = []
        while queue:
            table, steps = queue.popleft()
            if (found and len(steps) >= len(found[0])) or len(steps) >= 3:
                break
            for relation in self.relations_of(table):
                if relation.target in {self.table_at(base, steps[:depth]) for depth in range(len(steps) + 1)}:
                    continue
                way = (*steps, relation.name)
                if relation.target == target:
                    found.append(way)
                else:
                    queue.append((relation.target, way))
        return sorted(found, key=lambda way: [_rank(self.table_at(base, way[:at]), way[at]) for at in range(len(way))])

    def relations_of(self, table: str) -> list[Relation]:
        """The to-one relations of a table that hold any value, the preferred first."""
        mine = [one for key, one in RELATIONS.items() if key[0] == table and key in self.used]
        return sorted(mine, key=lambda one: _rank(table, one.name))


_UNIT = re.compile(r"\(.*?\)|%")
"""What a label tells of its unit: `Lieferzeit (Wochen)`."""


_OF_WHAT = re.compile(r"^\w+ - (?=\S)| of (?:Address|Value)$")
"""What a header tells of the thing that its column is of: `Deal - Source channel`."""


def _told_apart(attributes: Iterable[Attribute]) -> tuple[Attribute, ...]:
    """The attributes whose table has no other one among them."""
    several = Counter(one.table for one in attributes)
    return tuple(one for one in attributes if several[one.table] == 1)


def _rank(table: str, step: str) -> int:
    if (table, step) == ("changes", "opportunity"):
        return -1  # whose change it is tells the deal, where it is of one
    return PREFERRED.index(step) if step in PREFERRED else len(PREFERRED)


def load_catalog(connection: Connection) -> Catalog:
    """The catalogue of the store behind `connection`."""
    fields = {(one.table, one.name): one for one in _built_in()}
    for table, name in IF_FILLED:
        if not _filled(connection, table, name):
            del fields[(table, name)]
    custom = select(CustomField.table, CustomField.name, CustomField.label, CustomField.type)
    for stored, name, label, kind in connection.execute(custom):
        table = READ_AS.get(stored, stored)
        words = tuple(dict.fromkeys((label.replace("_", " "), name.replace("_", " "))))
        told: FieldType = "year" if kind == "integer" and _tells_a_year(label) else cast(FieldType, kind)
        fields[(table, name)] = Field(table, name, told, label, words, custom=True)
    headers: dict[tuple[str, str], tuple[str, ...]] = {}
    for stored, name, label in connection.execute(select(FieldLabel.table, FieldLabel.field, FieldLabel.label)):
        table = READ_AS.get(stored, stored)
        said = _OF_WHAT.sub("", label.replace("_", " "))
        parts = [part.strip() for part in said.split("/")] if "/" in said else []
        headers[(table, name)] = (*headers.get((table, name), ()), said, *filter(str.isalpha, parts))
    used = frozenset(key for key, way in RELATIONS.items() if _filled(connection, way.table, way.column))
    flags = [one for one in fields.values() if one.custom and one.type == "boolean"]
    says_no = frozenset((one.table, one.name) for one in flags if _says_no(connection, one))
    return Catalog(fields, used, says_no, headers)


def _tells_a_year(label: str) -> bool:
    """Whether a label ends in the word for a year: `Net Zero Target Year`, `Baujahr`; not `Visits per Year`."""
    *before, last = name_words(label) or ("",)
    return (last in _YEARS or (last.endswith("jahr") and last != "halbjahr")) and not _WITHIN_YEAR.intersection(before)


_YEARS = frozenset("year jahr annee ano anno jaar".split())
_WITHIN_YEAR = frozenset("per a each pro je im par por all this last previous next fiscal".split())
"""`Visits per Year`: what is told of a year, which is no year itself."""


def _filled(connection: Connection, table: str, name: str) -> bool:
    """Whether any row has a value in a column."""
    column = READ[table].c[name]
    return bool(connection.execute(select(exists().where(column.is_not(None)))).scalar())


def _says_no(connection: Connection, field: Field) -> bool:
    value = READ[field.table].c.custom[field.name].as_boolean()
    return bool(connection.execute(select(exists().where(value.is_(False)))).scalar())


def quarter_of(day: dt.date) -> str:
    """The calendar quarter of a day as targets name it: `2026-Q4`."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"
