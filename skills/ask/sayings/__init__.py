"""How people say things in sales talk, beside the plain words that are understood: data, by concept.

A saying stands for plain words: "who is on the hook for Halden" is "who owns Halden". In a saying `a|b` is a choice,
a word with `?` may be missing, `*` is a gap of up to three words that comes back where the plain words have `*`, `**`
one of up to eight, and `$` is the end of a clause.
Values, labels and names of the store keep their meaning: what such a stretch holds or cuts is no saying.
"""

from __future__ import annotations

from skills.ask.sayings.companies import COMPANIES, DETAILS, FIGURES, MARKETING
from skills.ask.sayings.deals import ANY_STAGE, ASIDE_KINDS, COMPETITORS, DUE, KINDS, LOST, OPEN, WON, Sayings
from skills.ask.sayings.people import CONSENTS, CONTACTS, CUSTOMERS, OWNERS, ROLES, TOUCHES

_OTHER_TONGUES: Sayings = (
    (
        "won deals",
        ("gewonnene|gewonnenen geschafte|deals|auftrage", "affaires|opportunites gagnees", "oportunidades ganadas"),
    ),
    (
        "lost deals",
        ("verlorene|verlorenen geschafte|deals|auftrage", "affaires|opportunites perdues", "oportunidades perdidas"),
    ),
    (
        "open deals",
        ("affaires|opportunites en cours|ouvertes", "affaires|opportunites ouvertes", "oportunidades abiertas"),
    ),
)

SAYINGS: Sayings = (
    *WON,
    *LOST,
    *OPEN,
    *DUE,
    *COMPETITORS,
    *KINDS,
    *OWNERS,
    *CUSTOMERS,
    *CONTACTS,
    *CONSENTS,
    *TOUCHES,
    *MARKETING,
    *COMPANIES,
    *FIGURES,
    *DETAILS,
    *ROLES,
    *ASIDE_KINDS,
    *ANY_STAGE,
    *_OTHER_TONGUES,
)
