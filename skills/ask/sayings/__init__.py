"""How people say things in sales talk, beside the plain words that are understood: data, by concept.

A saying stands for plain words: "who is on the hook for Halden" is "who owns Halden". In a saying `a|b` is a choice,
a word with `?` may be missing, `*` is a gap of up to three words that comes back where the plain words have `*`, `**`
one of up to eight, and `$` is the end of a clause.
Values, labels and names of the store keep their meaning: what such a stretch holds or cuts is no saying.
"""

from __future__ import annotations

from skills.ask.sayings.companies import COMPANIES, DETAILS, FIGURES, MARKETING
from skills.ask.sayings.deals import ANY_STAGE, ASIDE_KINDS, COMPETITORS, DUE, KINDS, LOST, MOST_WON, OPEN, WON, Sayings
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

_TIMES_ELSEWHERE: Sayings = (
    ("this year", ("dieses|diesem jahr", "im laufenden jahr")),
    ("last year", ("letztes|letzten|voriges|vorigen|vergangenes|vergangenen jahr",)),
    ("next year", ("nachstes|nachsten|kommendes|kommenden jahr",)),
    ("this quarter", ("dieses|diesem quartal", "im laufenden quartal")),
    ("last quarter", ("letztes|letzten|voriges|vorigen|vergangenes|vergangenen quartal",)),
    ("next quarter", ("nachstes|nachsten|kommendes|kommenden quartal",)),
    ("this month", ("diesen|diesem monat", "im laufenden monat")),
    ("last month", ("letzten|vorigen|vergangenen monat",)),
    ("next month", ("nachsten|kommenden monat",)),
    ("this week", ("diese|dieser woche",)),
    ("last week", ("letzte|letzter|vorige|voriger|vergangene|vergangener woche",)),
    ("next week", ("nachste|nachster|kommende|kommender woche",)),
)

SAYINGS: Sayings = (
    *_TIMES_ELSEWHERE,
    *WON,
    *LOST,
    *OPEN,
    *MOST_WON,
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
