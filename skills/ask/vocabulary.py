"""The words of questions: what they can mean in any store, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from skills.ask.words import STOPWORDS


@dataclass(frozen=True)
class Superlative:
    """Most or least, of what `about` names (a field's word such as "revenue") or of what follows."""

    descending: bool
    about: tuple[str, ...] = ()
    limit: int | None = None


AGGREGATES: dict[str, str] = {
    **dict.fromkeys(("average", "avg", "mean", "averages", "averaged"), "avg"),
    **dict.fromkeys(
        ("total", "sum", "overall", "together", "all in all", "altogether", "combined", "summed", "cumulative"), "sum"
    ),
    **dict.fromkeys(("median",), "median"),
}

SUPERLATIVES: dict[str, Superlative] = {
    **dict.fromkeys(("most", "highest", "max", "maximum", "top", "best"), Superlative(True)),
    **dict.fromkeys(("fewest", "lowest", "min", "minimum", "least", "bottom", "worst"), Superlative(False)),
    **dict.fromkeys(("largest", "biggest", "greatest", "bigger", "huge"), Superlative(True, ("size",))),
    **dict.fromkeys(("smallest", "tiniest"), Superlative(False, ("size",))),
    **dict.fromkeys(("oldest", "earliest"), Superlative(False, ("when",))),
    **dict.fromkeys(("newest", "latest", "youngest", "recent"), Superlative(True, ("when",))),
    **dict.fromkeys(("soonest", "nearest"), Superlative(False, ("when",))),
    "last": Superlative(True, ("when",)),
    **dict.fromkeys(("expensive", "priciest", "costliest"), Superlative(True, ("price",))),
    **dict.fromkeys(("cheapest",), Superlative(False, ("price",))),
    **dict.fromkeys(("healthiest", "happiest", "richest", "busiest", "hottest", "strongest"), Superlative(True)),
    **dict.fromkeys(("weakest", "coldest", "poorest", "unhappiest", "quietest"), Superlative(False)),
    **dict.fromkeys(("longest",), Superlative(False, ("age",))),
    **dict.fromkeys(("shortest",), Superlative(True, ("age",))),
}

MARKERS: tuple[tuple[str, str], ...] = (
    ("how many", "howmany"),
    ("how much", "howmuch"),
    ("number of", "howmany"),
    ("count of", "howmany"),
    ("amount of", "howmuch"),
    ("no of", "howmany"),
    ("count", "howmany"),
    ("pct of", "share"),
    ("what pct", "share"),
    ("how many percent of", "share"),
    ("do we cover", "filler"),
    ("we cover", "filler"),
    ("do we have", "filler"),
    ("we have", "filler"),
    ("have we got", "filler"),
    ("overdue", "overdue"),
    ("past due", "overdue"),
    ("past their close date", "overdue"),
    ("coming up", "ahead"),
    ("upcoming", "ahead"),
    ("planned", "ahead"),
    ("ahead", "ahead"),
    ("lined up", "ahead"),
    ("in the diary", "ahead"),
    ("gone dark", "silent"),
    ("gone quiet", "silent"),
    ("went dark", "silent"),
    ("went quiet", "silent"),
    ("ive", "mine"),
    ("i have", "mine"),
    ("have i", "mine"),
    ("do i have", "mine"),
    ("do i", "mine"),
    ("do we know about", "filler"),
    ("know about", "filler"),
    ("how long", "howlong"),
    ("how many days", "howlong"),
    ("in crm", "filler"),
    ("in the crm", "filler"),
    ("according to crm", "filler"),
    ("according to the crm", "filler"),
    ("as a % of", "per"),
    ("as % of", "per"),
    ("as a percentage of", "per"),
    ("as a share of", "per"),
    ("as percent of", "per"),
    ("divided by", "per"),
    ("pushed", "pushed"),
    ("slipped", "pushed"),
    ("got moved", "pushed"),
    ("reports to", "reports"),
    ("report to", "reports"),
    ("reporting to", "reports"),
    ("works for", "reports"),
    ("subsidiaries", "subsidiaries"),
    ("subsidiary", "subsidiaries"),
    ("daughter companies", "subsidiaries"),
    ("daughters", "subsidiaries"),
    ("child accounts", "subsidiaries"),
    ("how big", "size"),
    ("how large", "size"),
    ("wie viele", "howmany"),
    ("wieviele", "howmany"),
    ("wieviel", "howmuch"),
    ("wie viel", "howmuch"),
    ("pro", "per"),
    ("je", "per"),
    ("nach", "by"),
    ("ohne", "without"),
    ("mit", "with"),
    ("welche", "which"),
    ("welcher", "which"),
    ("wer", "who"),
    ("share of", "share"),
    ("percentage of", "share"),
    ("percent of", "share"),
    ("% of", "share"),
    ("proportion of", "share"),
    ("part of", "share"),
    ("what share", "share"),
    ("what percentage", "share"),
    ("for each", "by"),
    ("in each", "by"),
    ("grouped by", "by"),
    ("split by", "by"),
    ("broken down by", "by"),
    ("breakdown by", "by"),
    ("sorted by", "order"),
    ("ordered by", "order"),
    ("ranked by", "order"),
    ("rank by", "order"),
    ("measured by", "order"),
    ("in terms of", "order"),
    ("by", "by"),
    ("per", "per"),
    ("each", "by"),
    ("without", "without"),
    ("w/o", "without"),
    ("with no", "without"),
    ("has no", "without"),
    ("have no", "without"),
    ("had no", "without"),
    ("with zero", "without"),
    ("have not had", "without"),
    ("has not had", "without"),
    ("havent had", "without"),
    ("hasnt had", "without"),
    ("no", "without"),
    ("lacking", "without"),
    ("missing", "without"),
    ("nobody", "nobody"),
    ("no one", "nobody"),
    ("noone", "nobody"),
    ("never", "nobody"),
    ("dont have", "nobody"),
    ("doesnt have", "nobody"),
    ("do not have", "nobody"),
    ("dont", "nobody"),
    ("doesnt", "nobody"),
    ("do not", "nobody"),
    ("does not", "nobody"),
    ("havent", "nobody"),
    ("hasnt", "nobody"),
    ("have not", "nobody"),
    ("has not", "nobody"),
    ("didnt", "nobody"),
    ("did not", "nobody"),
    ("not", "not"),
    ("arent", "not"),
    ("isnt", "not"),
    ("are not", "not"),
    ("is not", "not"),
    ("except", "not"),
    ("excluding", "not"),
    ("excl", "not"),
    ("other than", "not"),
    ("outside", "not"),
    ("non", "not"),
    ("with", "with"),
    ("having", "with"),
    ("have", "with"),
    ("has", "with"),
    ("that", "with"),
    ("where", "with"),
    ("who", "who"),
    ("whos", "who"),
    ("whose", "who"),
    ("which", "which"),
    ("what", "what"),
    ("whats", "what"),
    ("when", "when"),
    ("my", "mine"),
    ("mine", "mine"),
    ("i", "mine"),
    ("me", "me"),
    ("their", "they"),
    ("they", "they"),
    ("them", "they"),
    ("there", "they"),
    ("its", "they"),
    ("it", "they"),
    ("his", "they"),
    ("her", "they"),
    ("she", "they"),
    ("he", "they"),
    ("those", "those"),
    ("these", "those"),
    ("or", "or"),
)
"""Little words that shape a question, longest first where they overlap. Their tokens need no other explanation."""

PHRASES: tuple[tuple[str, Literal["noun", "attribute"], str], ...] = (
    ("look after", "attribute", "accounts.owner"),
    ("looks after", "attribute", "accounts.owner"),
    ("looking after", "attribute", "accounts.owner"),
    ("responsible for", "attribute", "accounts.owner"),
    ("in charge of", "attribute", "accounts.owner"),
    ("handles", "attribute", "accounts.owner"),
    ("handle", "attribute", "accounts.owner"),
    ("covers", "attribute", "accounts.owner"),
    ("cover", "attribute", "accounts.owner"),
    ("manages", "attribute", "accounts.owner"),
    ("people work", "attribute", "accounts.employees"),
    ("people work at", "attribute", "accounts.employees"),
    ("people does", "attribute", "accounts.employees"),
    ("people do", "attribute", "accounts.employees"),
    ("people employed", "attribute", "accounts.employees"),
    ("lead owner", "attribute", "leads.owner"),
    ("ppl work", "attribute", "accounts.employees"),
    ("actually sell", "noun", "products"),
    ("we sell", "noun", "products"),
    ("everyone", "noun", "contacts"),
    ("everybody", "noun", "contacts"),
    ("do we know", "noun", "contacts"),
    ("know at", "noun", "contacts"),
    ("works at", "noun", "contacts"),
    ("work at", "noun", "contacts"),
    ("touched", "noun", "activities"),
    ("touch", "noun", "activities"),
    ("contacted", "noun", "activities"),
    ("talked to", "noun", "activities"),
    ("spoken to", "noun", "activities"),
    ("spoken with", "noun", "activities"),
    ("talk to", "noun", "activities"),
    ("speak to", "noun", "activities"),
    ("reached out", "noun", "activities"),
    ("heard from", "noun", "activities"),
    ("price list", "noun", "products"),
    ("portfolio", "noun", "products"),
    ("buying committee", "noun", "deal_roles"),
    ("buying center", "noun", "deal_roles"),
    ("buying centre", "noun", "deal_roles"),
)

VALUE_WORDS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    **dict.fromkeys(
        ("won", "win", "wins", "winning", "closed won", "signed", "gewonnen", "gewonnene"),
        (("opportunities", "status", ("won",)),),
    ),
    **dict.fromkeys(
        (
            "lost",
            "lose",
            "loose",
            "losing",
            "loosing",
            "loses",
            "closed lost",
            "loss",
            "losses",
            "verloren",
            "verlorene",
        ),
        (("opportunities", "status", ("lost",)),),
    ),
    **dict.fromkeys(("closed",), (("opportunities", "status", ("won", "lost")),)),
    **dict.fromkeys(
        ("ongoing", "in progress", "pending", "offen", "offene", "offenen"), (("opportunities", "status", ("open",)),)
    ),
    **dict.fromkeys(("upsell", "upsells", "expansions"), (("opportunities", "type", ("expansion",)),)),
    **dict.fromkeys(("new business", "new logo", "net new"), (("opportunities", "type", ("new",)),)),
    **dict.fromkeys(("eb", "ebs"), (("deal_roles", "role", ("economic buyer",)),)),
    **dict.fromkeys(("champ", "champs"), (("deal_roles", "role", ("champion",)),)),
    **dict.fromkeys(
        ("attended", "came to", "attendees", "showed up"), (("campaign_invitations", "status", ("attended",)),)
    ),
    **dict.fromkeys(("responses", "responded", "response"), (("campaign_invitations", "status", ("responded",)),)),
    **dict.fromkeys(("met", "meetings", "meet"), (("activities", "channel", ("meeting",)),)),
    **dict.fromkeys(("calls", "phoned", "phone call", "phone calls"), (("activities", "channel", ("call",)),)),
    **dict.fromkeys(("emailed", "emails", "e-mails", "mails"), (("activities", "channel", ("email",)),)),
}
"""Words for values that are told apart by their meaning, beside the values found in the store."""

CHIEFS = {
    "ceo": "chief executive",
    "cfo": "chief financial",
    "cio": "chief information",
    "cto": "chief technology",
    "coo": "chief operating",
    "cmo": "chief marketing",
    "ciso": "chief information security",
    "cpo": "chief procurement",
    "chro": "chief human",
    "cco": "chief commercial",
    "cdo": "chief data",
    "cro": "chief revenue",
}
"""Titles by their initials, for stores that write them out."""

SMALL_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}

SCALES = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "mil": 1e6,
    "mill": 1e6,
    "millions": 1e6,
    "grand": 1e3,
}

CURRENCY_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}

CURRENCY_CODES = {"eur", "usd", "gbp", "chf", "sek", "nok", "dkk", "jpy", "cad", "aud", "inr", "pln"}

CURRENCY_WORDS = {"euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pounds": "GBP", "francs": "CHF"}

OPERATORS: tuple[tuple[str, str], ...] = (
    ("greater than or equal to", "ge"),
    ("less than or equal to", "le"),
    ("more than", "gt"),
    ("greater than", "gt"),
    ("north of", "gt"),
    ("south of", "lt"),
    ("larger than", "gt"),
    ("bigger than", "gt"),
    ("higher than", "gt"),
    ("at least", "ge"),
    ("no less than", "ge"),
    ("minimum of", "ge"),
    ("less than", "lt"),
    ("fewer than", "lt"),
    ("smaller than", "lt"),
    ("lower than", "lt"),
    ("at most", "le"),
    ("no more than", "le"),
    ("up to", "le"),
    ("not more than", "le"),
    ("or more", "ge"),
    ("or less", "le"),
    ("exactly", "eq"),
    ("over", "gt"),
    ("above", "gt"),
    ("exceeding", "gt"),
    ("under", "lt"),
    ("below", "lt"),
    (">=", "ge"),
    ("<=", "le"),
    (">", "gt"),
    ("<", "lt"),
    ("=", "eq"),
)

COMMON_AFTER_PRODUCT = frozenset(
    "deal opp opportunity customer account contract renewal price list revenue pipeline user buyer sale order".split()
)

NOT_LAST_NAMES = frozenset(
    "say said think want wants need needs team deals pipeline own win won mean know like".split()
)

NOT_NAMES = STOPWORDS | {
    *("deal", "deals", "account", "accounts", "open", "new", "sales", "marketing", "north", "south", "east", "west"),
    *("renewal", "call", "meeting", "team", "group", "data", "product", "service", "care", "lab", "labs", "plus"),
    *("may", "will", "mark", "grant", "bill", "max", "art", "rich", "best", "target", "first", "second", "general"),
    *("dr", "prof", "mr", "mrs", "ms", "de", "la", "le", "les", "der", "die", "das", "van", "von", "of", "to", "st"),
    *("customer", "expansion", "upgrade", "pilot", "rollout", "campaign", "event", "webinar", "report", "list"),
}
