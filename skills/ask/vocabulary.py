"""The words of questions: what they can mean in any store, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
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
        (
            *("added up", "add up", "adds up", "adding up", "sum up", "summed up", "put together"),
            *(
                "total",
                "totals",
                "sum",
                "overall",
                "together",
                "all in all",
                "altogether",
                "combined",
                "summed",
                "cumulative",
            ),
        ),
        "sum",
    ),
    **dict.fromkeys(("median",), "median"),
    **dict.fromkeys(("at worst", "in the worst case", "at the worst", "worst case"), "worst"),
    **dict.fromkeys(("at best", "in the best case", "best case"), "best"),
}

SUPERLATIVES: dict[str, Superlative] = {
    **dict.fromkeys(("most", "highest", "max", "maximum", "top", "best", "topmost", "leading"), Superlative(True)),
    **dict.fromkeys(("fewest", "lowest", "min", "minimum", "least", "bottom", "worst"), Superlative(False)),
    **dict.fromkeys(
        ("largest", "biggest", "greatest", "bigger", "huge", "fattest", "heftiest", "juiciest", "meatiest"),
        Superlative(True, ("size",)),
    ),
    **dict.fromkeys(("smallest", "tiniest", "littlest"), Superlative(False, ("size",))),
    **dict.fromkeys(("oldest", "earliest"), Superlative(False, ("when",))),
    **dict.fromkeys(("newest", "latest", "youngest", "recent"), Superlative(True, ("when",))),
    **dict.fromkeys(("furthest back", "farthest back", "furthest in the past"), Superlative(False, ("when",))),
    **dict.fromkeys(("soonest", "nearest"), Superlative(False, ("when",))),
    "last": Superlative(True, ("when",)),
    "next": Superlative(False, ("when", "ahead")),
    **dict.fromkeys(("expensive", "priciest", "costliest"), Superlative(True, ("price",))),
    **dict.fromkeys(("cheapest",), Superlative(False, ("price",))),
    **dict.fromkeys(("healthiest", "happiest", "richest", "busiest", "hottest", "strongest"), Superlative(True)),
    **dict.fromkeys(("weakest", "coldest", "poorest", "unhappiest", "quietest"), Superlative(False)),
    **dict.fromkeys(("longest",), Superlative(False, ("age",))),
    **dict.fromkeys(
        ("common", "frequent", "popular", "prevalent", "widespread", "commonest", "frequently", "often", "usual"),
        Superlative(True, ("often",)),
    ),
    **dict.fromkeys(("rarest",), Superlative(False, ("often",))),
    **dict.fromkeys(("shortest",), Superlative(True, ("age",))),
    **dict.fromkeys(("fastest", "quickest", "speediest", "swiftest"), Superlative(False, ("cycle",))),
    **dict.fromkeys(("slowest",), Superlative(True, ("cycle",))),
}

COMES_UP = frozenset("comes come came up occurs occur appears appear shows show named mentioned cited often".split())
"""What a value does that is common: "which loss reason comes up most"."""

GOOD_HIGH = frozenset("nps score rating index margin health probability chance".split())
"""Words of labels whose highest value is the best; of all others (days to wait, discounts) the highest is the worst."""

NOT_ADDED = frozenset("nps score rate discount percent percentage % probability rating index margin health".split())
"""Words of labels whose values make no sum: broken down they are averaged."""

EARNS = frozenset("bring brings brought bringing generate generates generated earn earns earned".split())
SELLS = frozenset("closed close closes won win wins sold sell sells".split())
"""Verbs by which money is what was won, not what is offered nor what accounts turn over."""

CUSTOMER_SINCE = frozenset(
    (
        *("customer since", "became customer", "became a customer", "customer from", "customer date"),
        *("date became customer", "client since", "kunde seit", "client depuis", "cliente desde"),
    )
)
"""Labels of a CRM's own column that says since when an account is a customer."""

ADDED = frozenset(
    (
        *("create date", "created", "created date", "created on", "date created", "creation date", "added"),
        *("date added", "added on", "add time", "add date", "created time", "created at", "angelegt am", "erstellt am"),
    )
)
"""Labels of a CRM's own column that says since when it knows a row."""

MARKERS: dict[str, tuple[str, ...]] = {
    "howmany": (
        *("be counted", "counted", "count them", "counting them"),
        *("howmany", "no . of", "nr . of", "the number"),
        *("how many", "number of", "count of", "no of", "count", "wie viele", "wieviele", "quantity of"),
        *("how often", "tally of", "total number of", "total count of", "# of", "nr of", "numbers of"),
        *("how many of", "how frequently", "anzahl", "combien de", "combien", "cuantos", "cuantas"),
        *("how numerous", "number each", "numbers each", "count each"),
    ),
    "howmuch": (
        *("how much", "amount of", "wieviel", "wie viel", "how much of", "how much money", "how much value"),
        *("combien vaut",),
    ),
    "share": (
        *("pct of", "what pct", "how many percent of", "share of", "percentage of", "percent of", "% of"),
        *("proportion of", "part of", "what share", "what percentage", "what part of", "slice of", "fraction of"),
        *("what fraction of", "what proportion of", "portion of", "what portion of", "how big a share of"),
        *("how big a part of", "what slice of", "how large a share of", "what percent of", "how many percent"),
        *("percentage wise",),
    ),
    "filler": (
        *("all stages", "any stage", "every stage", "whatever the stage", "all years", "every year", "over all years"),
        *("all deal types", "every type of deal", "all types of deals", "of any type", "every type", "all types"),
        *("in weeks", "in days", "in months", "in years", "in hours", "a day", "in person", "that one", "this one"),
        *(
            "counting from today",
            "starting today",
            "starting from today",
            "from today on",
            "as we speak",
            "are we talking",
        ),
        *("do we cover", "we cover", "do we have", "we have", "have we got", "do we know about", "know about"),
        *("in crm", "in the crm", "according to crm", "according to the crm", "on our books", "on the books"),
        *("in the books", "at stake", "in play", "on the table", "in the works", "under way", "underway"),
        *("on the go", "as of today", "as of now", "at present", "at the moment", "these days", "right now"),
        *("for the moment", "to date", "so far", "all told", "in the end", "at the end of the day", "at all"),
        *("by now", "for now", "in our system", "in the system", "in our database", "in the database", "on file"),
        *("on record", "for me", "in front of me", "in front of us", "on our side", "for the record"),
        *("off the top of your head", "by the way", "on hand", "at hand", "in our data", "do we work with"),
        *("we work with", "are we dealing with", "we deal with", "do we deal with", "we know of", "do we know of"),
        *("that we know of", "of ours", "as far as you know", "if any", "and if so", "more or less"),
        *("give or take", "or something", "or smth", "or sth", "and so on", "in one place", "as it stands"),
        *("as things stand", "in salesforce", "in hubspot", "at this point", "all of them", "every single one"),
        *("one by one", "any idea", "no idea", "just curious", "would you", "could you", "can you", "no excuses"),
        *("no rush", "when you can", "when you get a chance", "quick question", "quick one"),
    ),
    "overdue": (
        *("gone by", "already gone by", "has already gone by", "been and gone", "is over already", "lies in the past"),
        *("behind us", "already behind us", "has already passed", "already passed", "in the past already"),
        *(
            "overdue",
            "past due",
            "past their date",
            "past its date",
            "past their close date",
            "past its close date",
            "past the close date",
        ),
        *("should have closed", "supposed to have closed", "slipped past", "close date in the past"),
        *("close date has passed", "close date is past", "close date passed"),
    ),
    "ahead": (
        *("scheduled", "on the schedule"),
        *("coming up", "upcoming", "planned", "ahead", "lined up", "in the diary", "still to come", "to come"),
        *("on the calendar", "in the calendar", "booked in"),
    ),
    "silent": (
        *("gone dark", "gone quiet", "went dark", "went quiet", "gone silent", "went silent", "gone cold"),
        *("went cold", "been quiet", "been silent", "stuck", "stalled", "stalling", "stagnant", "going nowhere"),
    ),
    "mine": (
        *("ive", "i have", "have i", "do i have", "my", "mine", "i own", "i won", "i closed", "i lost", "i sold"),
        *("i handle", "i manage", "i cover", "did i", "am i", "i am working", "im working", "i have open"),
        *("on my plate", "in my name", "assigned to me", "of mine"),
    ),
    "howlong": ("how long", "how many days", "how many months", "how many weeks"),
    "per": (
        *("as a % of", "as % of", "as a percentage of", "as a share of", "as percent of", "divided by", "pro"),
        *("je", "per"),
    ),
    "pushed": (
        *("pushed", "slipped", "got moved", "pushed back", "pushed out", "postponed", "got pushed", "been pushed"),
        *("delayed", "put off", "got delayed"),
    ),
    "gap": ("how far", "how much more", "how many more", "short of", "shy of"),
    "pulled": ("pulled", "pulled in", "pulled forward", "pulled up", "brought forward", "moved forward", "moved up"),
    "reports": (
        *("reports to", "report to", "reporting to", "works for", "work for", "managed by", "led by", "reportees"),
        *("direct reports",),
    ),
    "subsidiaries": (
        *("subsidiaries", "subsidiary", "daughter companies", "daughters", "child accounts", "children"),
        *("child companies", "subs", "affiliates", "sister companies", "belongs to the group"),
        *("part of the group", "part of a group", "part of another", "part of a bigger", "part of a larger"),
        *("belong to another", "belongs to another", "belong to a bigger", "belongs to a bigger"),
        *("belong to a larger", "belongs to a larger", "belong to a group", "belongs to a group"),
        *("owned by another", "owned by a bigger", "owned by a larger"),
    ),
    "size": ("how big", "how large"),
    "by": (
        *("spread over", "spread across", "distributed over", "distributed across", "split over", "split across"),
        *("nach", "for each", "in each", "grouped by", "split by", "broken down by", "breakdown by", "by", "each"),
        *("for every", "by each", "on each", "at each", "split out by", "broken out by", "group by"),
        *("grouped per", "break down by", "break it down by", "split it by", "split per", "broken down per"),
        *("according to", "one line per", "je nach", "per each", "with each", "of each", "respectively"),
    ),
    "without": (
        *("zero", "w/ zero", "w/ no", "w zero", "with 0"),
        *("nothing", "with nothing", "dont even have", "doesnt even have", "dont have even"),
        *("ohne", "without", "w/o", "with no", "has no", "have no", "had no", "with zero", "have not had"),
        *("has not had", "havent had", "hasnt had", "no", "lacking", "missing", "without a single", "without any"),
        *("not a single", "not any", "not one", "there is no", "there are no", "there isnt any", "there isnt a"),
        *("there arent any", "does no", "do no", "w no", "free of", "devoid of", "with none", "without even"),
        *("not even", "has zero", "have zero", "kein", "keine", "keinen"),
    ),
    "with": (
        *("mit", "with", "having", "have", "has", "that", "where", "that have", "who have", "which have"),
        *("featuring", "avec", "that has", "who has", "which has"),
    ),
    "which": (
        *(
            "welche",
            "welcher",
            "welches",
            "welchen",
            "which",
            "which of",
            "which ones",
            "what kind of",
            "what sort of",
            "what type of",
        ),
        *("quels", "quelles", "quelle", "quel"),
    ),
    "who": ("wer", "who", "whom", "whos", "whose", "by whom", "which person", "which people", "qui", "quien"),
    "order": (
        *("sorted by", "ordered by", "ranked by", "rank by", "measured by", "in terms of", "sort by", "order by"),
        *("ranked according to", "sorted according to", "going by", "as measured by"),
    ),
    "nobody": (
        *("nobody", "no one", "noone", "never", "dont have", "doesnt have", "do not have", "dont", "doesnt"),
        *("do not", "does not", "havent", "hasnt", "have not", "has not", "didnt", "did not", "not yet"),
        *("have yet to", "has yet to", "yet to", "failed to", "never ever", "nobody has", "no one has"),
        *("not once", "never once", "cant", "cannot", "werent", "wasnt", "were not", "was not", "nobody ever"),
        *("not even once", "anymore not"),
    ),
    "not": (
        *("anyone but", "anybody but", "anyone except", "everybody but"),
        *("not", "arent", "isnt", "are not", "is not", "except", "excluding", "excl", "other than", "outside"),
        *("non", "apart from", "but not", "leaving out", "leave out", "besides", "save for", "not counting"),
        *("ignoring", "not in", "not from", "outside of", "anywhere but", "all but", "everything but"),
        *("everyone but", "nicht", "different from", "aside from", "sparing", "omitting", "with the exception of"),
    ),
    "what": ("what", "whats"),
    "when": (
        *("when", "since when", "as of when", "what date", "on which date", "what day", "on what date"),
        *("what year", "which year", "since what year", "since which year", "in what year", "in which year"),
        *("which day", "wann", "quand", "cuando", "by when"),
    ),
    "me": ("me",),
    "they": ("their", "they", "them", "there", "its", "it", "his", "her", "she", "he"),
    "those": ("those", "these"),
    "or": ("or",),
    "percent": (
        *("in percent", "as a percentage", "as percentage", "in pct", "percent", "percentage", "as a share"),
        *("in %", "%"),
    ),
    "vs": (
        *("vs", "versus", "compared to", "compared with", "as opposed to", "side by side", "vs.", "against", "compare"),
        *("comparing", "comparison of", "comparison between", "in comparison to", "in comparison with", "v"),
    ),
}
"""Little words that shape a question, by what they do. Their tokens need no other explanation."""

_ENDS = ("end date", "date of end", "last day", "it end", "it ends", "they end")
"""When a contract is over; of a campaign or a deal the same words mean other dates."""

PHRASES: tuple[tuple[str, Literal["noun", "attribute"], str], ...] = (
    ("been in the system", "attribute", "opportunities.created_at"),
    ("been in the crm", "attribute", "opportunities.created_at"),
    ("been in the pipeline", "attribute", "opportunities.created_at"),
    ("been on the books", "attribute", "opportunities.created_at"),
    ("until when", "attribute", "contracts.renewal_date"),
    *((words, "attribute", "contracts.renewal_date") for words in _ENDS),
    ("till when", "attribute", "contracts.renewal_date"),
    ("when does it run out", "attribute", "contracts.renewal_date"),
    ("comes to its end", "attribute", "contracts.renewal_date"),
    ("come to their end", "attribute", "contracts.renewal_date"),
    ("come to an end", "attribute", "contracts.renewal_date"),
    ("comes to an end", "attribute", "contracts.renewal_date"),
    ("coming to an end", "attribute", "contracts.renewal_date"),
    ("takes care of", "attribute", "accounts.owner"),
    ("take care of", "attribute", "accounts.owner"),
    ("taking care of", "attribute", "accounts.owner"),
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
    ("marketing side", "attribute", "accounts.marketer"),
    ("does the marketing", "attribute", "accounts.marketer"),
    ("do the marketing", "attribute", "accounts.marketer"),
    ("marketing person", "attribute", "accounts.marketer"),
    ("people do we know", "noun", "contacts"),
    ("people we know", "noun", "contacts"),
    ("page views", "noun", "activities"),
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
    ("fee", "attribute", "contracts.amount"),
    ("fees", "attribute", "contracts.amount"),
    ("price list", "noun", "products"),
    ("portfolio", "noun", "products"),
    ("buying committee", "noun", "deal_roles"),
    ("buying center", "noun", "deal_roles"),
    ("buying centre", "noun", "deal_roles"),
)

FIELDS_SAID: dict[str, tuple[str, ...]] = {
    "competitor": (
        *("up against", "competing against", "compete against", "competing with", "compete with", "on the other side"),
        *("the other bidder", "also bidding", "bidding against", "also in the race", "in the race against"),
    ),
    "next step": (
        *("supposed to do next", "to do next", "do next", "next to do", "what happens next", "next thing to do"),
        *("next move", "next action", "what comes next", "where do we go from here"),
    ),
}
"""What people ask for when they mean a column that many CRMs have of their own, by what such a column is called."""

VALUE_WORDS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    **dict.fromkeys(
        (
            "won",
            "win",
            "wins",
            "winning",
            "closed won",
            "signed",
            "bring home",
            "brought home",
            "bagged",
            "inked",
            "gewonnen",
            "gewonnene",
        ),
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
    **dict.fromkeys(("been on the phone", "on the phone"), (("activities", "channel", ("call",)),)),
    **dict.fromkeys(("new business", "new logo", "net new"), (("opportunities", "type", ("new",)),)),
    **dict.fromkeys(("eb", "ebs"), (("deal_roles", "role", ("economic buyer",)),)),
    **dict.fromkeys(
        (
            *("decides about the money", "decides on the money", "decides over the money", "decide about the money"),
            *("decides about the budget", "decides on the budget", "decides over the budget", "signs off the money"),
            *("signs off on the money", "signs off the budget", "signs off on the budget", "approves the budget"),
            *("approves the money", "releases the money", "releases the budget", "has the say over the money"),
        ),
        (("deal_roles", "role", ("economic buyer",)),),
    ),
    **dict.fromkeys(
        (
            *("who is against", "whos against", "who was against", "who speaks against", "who is opposed to"),
            *("who opposes", "who is blocking", "who blocks", "who stands in the way of", "who is fighting"),
        ),
        (("deal_roles", "role", ("blocker",)),),
    ),
    **dict.fromkeys(("champ", "champs"), (("deal_roles", "role", ("champion",)),)),
    **dict.fromkeys(
        ("attended", "attend", "came to", "attendees", "attendee", "showed up"),
        (("campaign_invitations", "status", ("attended",)),),
    ),
    **dict.fromkeys(
        ("turned down", "declined", "said no", "turned us down"), (("campaign_invitations", "status", ("declined",)),)
    ),
    **dict.fromkeys(("responses", "responded", "response"), (("campaign_invitations", "status", ("responded",)),)),
    **dict.fromkeys(("met", "meetings", "meet"), (("activities", "channel", ("meeting",)),)),
    **dict.fromkeys(("client", "clients", "clientele"), (("accounts", "lifecycle", ("customer",)),)),
    **dict.fromkeys(("former customer", "former customers"), (("accounts", "lifecycle", ("former",)),)),
    **dict.fromkeys(("calls", "phoned", "rang", "phone call", "phone calls"), (("activities", "channel", ("call",)),)),
    **dict.fromkeys(("emailed", "emails", "e-mails", "mails"), (("activities", "channel", ("email",)),)),
    **{  # the three kinds of account-based marketing, as ITSMA names them
        word: tuple((table, "tier", (tier,)) for table in ("accounts", "list_memberships"))
        for tier, words in {
            "1:1": ("tier 1", "tier one", "t1", "one to one", "strategic abm"),
            "1:few": ("tier 2", "tier two", "t2", "one to few", "abm lite"),
            "1:many": ("tier 3", "tier three", "t3", "one to many", "programmatic abm"),
        }.items()
        for word in words
    },
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
} | {"zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10}

ORDINALS = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}

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
    ("in excess of", "gt"),
    ("upwards of", "gt"),
    ("beyond", "gt"),
    ("exceeds", "gt"),
    ("exceed", "gt"),
    ("starting at", "ge"),
    ("at a minimum", "ge"),
    ("not less than", "ge"),
    ("beneath", "lt"),
    ("at a maximum", "le"),
    ("maximum of", "le"),
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
    (">", "gt"),
    ("<", "lt"),
    ("=", "eq"),
)

COMMON_AFTER_PRODUCT = frozenset(
    """deal opp opportunity customer account contract renewal price list revenue pipeline user buyer sale order
    agreement subscription licence license module upgrade expansion rollout pilot invoice quote offer case ticket
    lead campaign webinar trial demo""".split()
)

UNTELLING = frozenset(
    """last next first new open year date month week day time status type number name end start level value count
    deal account contact customer opportunity activity campaign contract company person lead product case
    note pass passed share rate ratio percent percentage total average group kind area state""".split()
)
"""Words of many labels: alone they are no short form of a custom field."""

NOT_NAMES = STOPWORDS | {
    *("deal", "deals", "account", "accounts", "open", "new", "sales", "marketing", "north", "south", "east", "west"),
    *("renewal", "call", "meeting", "team", "group", "data", "product", "service", "care", "lab", "labs", "plus"),
    *("may", "will", "mark", "grant", "bill", "max", "art", "rich", "best", "target", "first", "second", "general"),
    *("dr", "prof", "mr", "mrs", "ms", "de", "la", "le", "les", "der", "die", "das", "van", "von", "of", "to", "st"),
    *("customer", "expansion", "upgrade", "pilot", "rollout", "campaign", "event", "webinar", "report", "list"),
}

NOTE_MARKERS = frozenset(
    """
    say says said saying tell told mention mentions mentioned note notes wrote written happen happened happening why
    explain summary summarize summarise summarised brief prep prepare background story context news feedback learned
    learnt heard hear discussed discuss talked thoughts opinion think thinks thought reason reasons
    """.split()
)
"""Words that ask for notes rather than records, and say nothing of the topic."""

WISHES = frozenset(
    """want wants wanted ask asks asking asked insist insists expect expects fear fears care cares hate hates
    demand""".split()
)
"""Words for what people at an account wish: notes say, where somebody is named."""

NOTE_TOPICS = frozenset(
    """complain complained complains complaint complaints concern concerns worry worried worries objection objections
    argument arguments plan plans planning pain pains risk risks blocker issue issues problem problems""".split()
)
"""Words that ask for notes and are part of the topic."""

HEARD = "heard"
"""What is no channel: that they turned to us, over whichever."""

CONTACT_VERBS: dict[str, str] = {
    **dict.fromkeys(
        "call called calls calling phone phoned phones phoning ring rang rung rings dialled dialed telephoned".split(),
        "call",
    ),
    **dict.fromkeys(
        ("email", "emailed", "emails", "mail", "mailed", "mails", "write", "wrote", "written", "emailing"), "email"
    ),
    **dict.fromkeys(("meet", "met", "meets", "meeting"), "meeting"),
    **dict.fromkeys(("visit", "visited", "visits", "visiting"), "visit"),
    **dict.fromkeys(
        (
            *("talk to", "talk with", "talks to", "talks with", "talked to", "talked with", "talking to"),
            *("speak to", "speak with", "speaks to", "speaks with", "spoke to", "spoke with", "spoken to"),
            *("spoken with", "speaking to", "speaking with", "contacted", "contact", "approached", "touched"),
            *("in touch with", "in contact with", "reached out to", "reach out to", "reaches out to"),
            *("engaged with", "followed up with", "follow up with", "got hold of"),
        ),
        "",
    ),
    **dict.fromkeys(("heard from", "hear from", "heard back from", "hear back from", "heard anything from"), HEARD),
}
"""What we do with them or they with us, by the channel that it goes over; empty where any will do."""

REPLIES: dict[str, str] = {
    **dict.fromkeys(("replied", "reply", "replies", "answered", "wrote back", "written back", "write back"), "email"),
    **dict.fromkeys(("called back", "call back", "rang back"), "call"),
    **dict.fromkeys(("got back", "gotten back", "get back", "came back", "come back"), ""),
}
"""What they do when we have turned to them."""

NOT_LAST_NAMES = frozenset(
    "say said says think want wants need needs team deals pipeline own win won mean know like handle work run".split()
) | frozenset(chain.from_iterable(words.split() for words in (*CONTACT_VERBS, *REPLIES)))
"""What follows a first name and is no last name: "what did Dana say", "who did Marcus meet"."""
