"""Small stores made by hand for the tests of how questions are understood."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import insert

from storage.audience import register_labels
from storage.catalog import load_catalog
from storage.database import Database
from storage.lexicon import load_lexicon
from storage.tables import IMPORTED, Base, CustomField

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
D = dt.date
SALES = {
    "people": [
        {"name": "Mara Lindqvist", "role": "lead"},
        {"name": "Teo Navarro", "role": "rep", "manager_id": 1},
    ],
    "accounts": [
        {"name": "Talvera Energy", "industry": "Energy", "country": "ES", "lifecycle": "customer", "owner_id": 2}
        | {"employees": 900, "city": "Bilbao", "founded": 1990},
        {"name": "Quessel Foods", "industry": "Food", "country": "FR", "lifecycle": "former", "owner_id": 2},
        {"name": "Ordway Mills", "industry": "Food", "country": "US", "lifecycle": "prospect", "owner_id": 1},
    ],
    "contacts": [
        {"account_id": 1, "name": "Ines Robledo", "seniority": "C-level", "department": "Finance"},
        {"account_id": 1, "name": "Gael Pruvost", "left_at": D(2026, 3, 1), "opted_out_at": NOW},
    ],
    "opportunities": [
        {"account_id": 1, "name": "Grid Rollout", "stage": "Negotiation", "status": "open", "type": "new"}
        | {"close_date": D(2026, 10, 1), "amount": 5000},
        {"account_id": 1, "name": "Meter Pilot", "stage": "Won", "status": "won", "type": "expansion"},
        {"account_id": 3, "name": "Mill Sensors", "stage": "Lost", "status": "lost", "type": "renewal"},
    ],
    "opportunity_changes": [
        {"opportunity_id": 1, "field": "stage", "old": "Proposal", "new": "Negotiation"}
        | {"changed_at": NOW, "learnt_at": NOW},
    ],
    "deal_roles": [
        {"opportunity_id": 1, "contact_id": 1, "role": "economic buyer"},
        {"opportunity_id": 2, "contact_id": 1, "role": "champion"},
        {"opportunity_id": 3, "contact_id": 2, "role": "blocker"},
    ],
    "leads": [{"name": "Una Frey", "company": "Frey AG", "status": "Disqualified", "created_at": NOW}],
    "campaigns": [{"name": "Grid Days", "cost": 900, "start_date": D(2026, 5, 1)}],
    "activities": [{"account_id": 1, "channel": "meeting", "occurred_at": NOW, "person_id": 2}],
    "contracts": [{"account_id": 1, "amount": 1000, "renewal_date": D(2027, 3, 1), "status": "active"}],
    "support_cases": [
        {"account_id": 1, "subject": "No heat", "status": "open", "opened_at": NOW},
        {"account_id": 1, "subject": "Noise", "status": "closed", "opened_at": NOW, "closed_at": NOW},
    ],
}


@pytest.fixture(scope="module")
def lexicon_of():
    """Makes a store of rows (table -> rows, ids counted from 1) with custom fields of accounts (name, label, type), and
    brings the lexicon of what everyone may see in it."""
    made = []

    def lexicon(rows, custom=()):
        database = Database("sqlite://")
        made.append(database)
        Base.metadata.create_all(database.engine)
        with database.write() as connection:
            register_labels(connection, {"everyone", "team:North"})
            for table, entries in rows.items():
                for number, row in enumerate(entries, 1):
                    known = {"id": number, "source_system": "crm", "source_id": str(number), "as_of": NOW}
                    connection.execute(insert(IMPORTED[table]).values(**known | row))
            for name, label, kind in custom:
                connection.execute(insert(CustomField).values(table="accounts", name=name, label=label, type=kind))
        with database.read() as connection:
            return load_lexicon(connection, load_catalog(connection), ["everyone"])

    yield lexicon
    for database in made:
        database.close()


@pytest.fixture(scope="module")
def sales(lexicon_of):
    """The lexicon of a store with a little of all that sales talk speaks of."""
    return lexicon_of(SALES)
