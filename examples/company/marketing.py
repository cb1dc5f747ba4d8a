"""Campaigns, subjects, topics and technologies from which marketing and service records are made. All fiction."""

from __future__ import annotations

from typing import NamedTuple


class Campaign(NamedTuple):
    name: str
    channel: str
    start: str
    end: str
    cost: int  # EUR for the campaigns run from Hamburg, USD for the others
    currency: str
    audience: tuple[str, ...]  # industries; empty: every account on the target list
    invited: int
    teams: tuple[str, ...] = ()  # sales teams whose accounts are meant; empty: all


LOG, MAN, HEA, RET = "Logistics", "Manufacturing", "Healthcare", "Retail"
ENE, INS, FOO, CON = "Energy and Utilities", "Insurance", "Food and Beverage", "Construction"
CAMPAIGNS = [
    Campaign("Named Accounts Launch Mailing", "Direct mail", "2025-07-07", "2025-08-15", 18_400, "USD", (), 60),
    Campaign(
        "Freight Margin Roadshow 2026",
        "Event",
        "2026-02-03",
        "2026-06-25",
        64_000,
        "USD",
        (LOG,),
        30,
        ("Enterprise Americas", "Growth Americas"),
    ),
    Campaign("Claims Without Paper Webinar", "Webinar", "2026-04-16", "2026-04-16", 9_200, "USD", (INS,), 34),
    Campaign(
        "Werkshalle Executive Dinner Stuttgart",
        "Event",
        "2026-02-26",
        "2026-02-26",
        21_500,
        "EUR",
        (MAN,),
        14,
        ("EMEA Central",),
    ),
    Campaign("Ports and Terminals Summit 2026", "Event", "2026-01-27", "2026-01-29", 48_000, "USD", (LOG,), 30),
    Campaign("Retail Replenishment Benchmark", "Content", "2026-05-11", "2026-11-30", 27_300, "USD", (RET, FOO), 46),
    Campaign(
        "Grid Operators Round Table Oslo",
        "Event",
        "2026-05-19",
        "2026-05-20",
        33_000,
        "EUR",
        (ENE,),
        16,
        ("EMEA North", "EMEA Central"),
    ),
    Campaign("Hospital Supply Signals", "Advertising", "2025-10-06", "2026-09-30", 52_000, "USD", (HEA,), 0),
    Campaign("Always-on Named Account Ads", "Advertising", "2025-07-01", "2026-12-31", 118_000, "USD", (), 0),
    Campaign("Site Office Podcast Series", "Content", "2025-11-10", "2026-04-30", 14_800, "USD", (CON, MAN), 28),
    Campaign("Quay Summit London 2025", "Event", "2025-10-14", "2025-10-15", 96_000, "USD", (), 64),
    Campaign("Quay Summit Boston 2026", "Event", "2026-10-06", "2026-10-07", 112_000, "USD", (), 72),
    Campaign("Cold Chain Field Guide", "Content", "2025-09-01", "2026-03-31", 11_600, "USD", (FOO, LOG), 38),
    Campaign("Archive Retention Check", "Email", "2026-08-24", "2026-11-13", 7_900, "USD", (INS, HEA, ENE), 52),
    Campaign(
        "Hafenfrühstück Hamburg",
        "Event",
        "2026-09-10",
        "2026-09-10",
        8_400,
        "EUR",
        (LOG, RET, FOO),
        20,
        ("EMEA Central",),
    ),
    Campaign("Year-end Renewal Clinics", "Webinar", "2026-12-03", "2026-12-10", 6_500, "USD", (), 0),
]

PAGES = [
    "pricing", "Quay Connect overview", "Quay Sight demo", "Quay Vault retention rules", "Quay Pulse for suppliers",
    "security and data residency", "customer stories", "integration catalogue", "careers", "Quay Flow approvals",
]  # fmt: skip
DOWNLOADS = [
    "Lane margin workbook", "Retention schedule template", "Supplier onboarding checklist", "Replenishment benchmark",
    "Cold chain field guide", "Data residency white paper", "Total cost worksheet",
]  # fmt: skip
SALES_OUT = [
    "Follow-up to our talk about {product}", "Agenda for Thursday", "Answers to your questions on {product}",
    "Short summary and next steps", "Price sheet for {product}", "Two dates for the workshop",
    "What we heard from {account}", "Reference visit", "Draft of the project plan", "Idea for your {department} team",
]  # fmt: skip
SALES_IN = [
    "Re: Agenda for Thursday", "Re: Price sheet for {product}", "Question about data residency",
    "Re: Two dates for the workshop", "Our feedback on the draft plan", "Re: Short summary and next steps",
    "Who should join from our side", "Re: Answers to your questions on {product}",
]  # fmt: skip
CALLS = [
    "Call about {product}", "Check-in call", "Voicemail left", "Call with procurement about terms",
    "Discovery call", "Call to prepare the workshop",
]  # fmt: skip
MEETINGS = [
    "{product} workshop", "Demo of {product}", "Quarterly business review", "Committee meeting", "On-site visit",
    "Security review session", "Discovery call",
]  # fmt: skip
SEQUENCE = ["Sequence step 1: {product}", "Sequence step 2: {product}", "Sequence step 3: last note"]
NEWSLETTERS = ["Quay Letter", "Product news", "Invitation to the next webinar"]

TOPICS = {
    LOG: ["carrier messaging", "freight margin analytics", "customs automation", "dock scheduling"],
    MAN: ["plant workflow automation", "quality records", "supplier portal", "production planning"],
    HEA: ["hospital supply chain", "records retention", "supplier portal", "data residency"],
    RET: ["replenishment planning", "demand forecasting", "supplier portal", "order integration"],
    ENE: ["grid analytics", "outage management", "field service automation", "records retention"],
    INS: ["claims archive", "records retention", "claims intake automation", "broker portal"],
    FOO: ["demand forecasting", "cold chain tracking", "traceability records", "order integration"],
    CON: ["change order workflow", "project archive", "subcontractor portal", "site logistics"],
}
INTENT_PROVIDERS = ["Weathervane Signals", "Brightsift"]

TECHNOLOGIES = {
    "CRM": ["Rolodeck", "Kundenwerk", "Pipelark"],
    "Warehouse management": ["Stackhand", "Palettio", "Bayrunner"],
    "Data warehouse": ["Coldlake", "Tabula North", "Granary DB"],
    "Cloud": ["Stratus Nine", "Nimbus Harbour", "own data centre"],
    "Integration": ["Threadwise", "Conduit Nine", "file transfer scripts"],
    "Planning": ["Parcelgrid", "Cargolens", "spreadsheets"],
    "Identity": ["Keyhaven", "Portcullis ID"],
}

CASE_SUBJECTS = {
    "Quay Connect": ["Message mapping rejects empty lines", "Partner certificate expires this month",
                     "Delay in stock messages", "Question on rate limits"],
    "Quay Flow": ["Approval e-mails go to a former colleague", "Escalation fires too early", "Export of audit trail"],
    "Quay Sight": ["Dashboard loads slowly on Mondays", "Forecast ignores bank holidays", "Currency missing in report"],
    "Quay Vault": ["Retention rule not applied to scans", "Bulk download stops at 5,000 files",
     "Search misses hyphenated names"],
    "Quay Pulse": ["Supplier cannot reset a password", "Invitation mails arrive as spam", "Duplicate supplier records"],
}  # fmt: skip

LOSS_REASONS = ["Price", "Competitor", "No decision", "Budget cut", "Missing feature", "Timing"]
COMPETITORS = ["Threadwise", "Conduit Nine", "Parcelgrid", "Cargolens", "In-house build", ""]
LEAD_SOURCES = ["Webinar", "Web form", "Trade fair", "Partner", "Content download", "Referral"]
FREE_MAIL = ["freemail.example", "postfach.example", "webmail.example"]
STRANGERS = [  # companies of leads who match no account
    ("Tidewick Ferries", "tidewick.example", "United Kingdom"),
    ("Bramble & Sons Nurseries", "bramblesons.example", "United Kingdom"),
    ("Alpenglut Heiztechnik", "alpenglut.example", "Germany"),
    ("Mesa Verde Packaging", "mesaverdepack.example", "United States"),
    ("Kittiwake Shipping", "kittiwakeship.example", "Norway"),
    ("Corriente Foods", "corrientefoods.example", "Mexico"),
    ("Lantern Hill Clinics", "lanternhill.example", "United States"),
    ("Fjordglass Interiors", "fjordglass.example", "Denmark"),
    ("Whinstone Quarries", "whinstone.example", "United Kingdom"),
    ("Silverbirch Credit Union", "silverbirchcu.example", "Canada"),
]
