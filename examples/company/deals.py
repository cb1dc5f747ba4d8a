"""Deals, contracts and support cases that carry a story, and what changed in the week after the first export."""

from __future__ import annotations

from dataclasses import dataclass, field

EUR, GBP, USD = "EUR", "GBP", "USD"
CURRENCY = {
    "Sundermann Maschinenbau": EUR, "Grünhof Märkte": EUR, "Klinikverbund Oberweser": EUR,
    "Deichgraf Versicherung": EUR, "Hanseport Kühllogistik": EUR, "Casa Lirio": EUR,
    "Aldergate Insurance": GBP, "St. Aldhelm Hospitals": GBP, "Bexley Harbour Terminals": GBP,
    "Marchfield Group": GBP, "Marchfield Dairies": GBP, "Marchfield Bakeries": GBP, "Pellworth Homeware": GBP,
}  # fmt: skip
"""Account -> currency of its deals and contracts; USD where it is not named."""

EB, CH, TE, US_, PR, LE, BL = (
    "Economic Buyer", "Champion", "Technical Evaluator", "User", "Procurement", "Legal", "Blocker",
)  # fmt: skip


@dataclass(frozen=True)
class Deal:
    """A deal as it stands today; `was` lists earlier values as (field, old value, date of the change)."""

    account: str
    label: str
    product: str
    type: str
    stage: str
    amount: int
    created: str
    close: str
    was: list[tuple[str, str, str]] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    stages: list[tuple[str, str]] = field(default_factory=list)  # (stage reached, date); made up when empty
    owner: str = ""
    competitor: str = ""
    next_step: str = ""
    loss: str = ""
    campaign: str = ""


NEW, EXP, REN = "New Business", "Expansion", "Renewal"

DEALS = [
    # Halden Freight
    Deal("Halden Freight", "Quay Connect first purchase", "Quay Connect", NEW, "Closed Won", 172_000, "2023-08-14",
         "2024-01-22", roles={"Paul Renner": CH, "Gerard Pruitt": EB}, owner="victor"),
    Deal("Halden Freight", "Quay Pulse expansion", "Quay Pulse", EXP, "Closed Won", 64_000, "2025-01-20", "2025-05-28",
         roles={"Ines Okafor": CH, "Gerard Pruitt": EB, "Sylvie Tran": US_}),
    Deal("Halden Freight", "Quay Connect renewal 2027", "Quay Connect", REN, "Negotiation", 193_440, "2026-08-03",
         "2027-01-15", [("Amount", "200880", "2026-10-20"), ("Close Date", "2026-12-18", "2026-11-09")],
         {"Ines Okafor": CH, "Gerard Pruitt": EB, "Naomi Trask": PR, "Wanda Kowalczyk": LE},
         [("Discovery", "2026-08-19"), ("Evaluation", "2026-09-08"), ("Proposal", "2026-10-07"),
          ("Negotiation", "2026-10-21")],
         next_step="Send the outage report and the two-year price sheet to Ines Okafor"),
    Deal("Halden Freight", "Quay Sight expansion", "Quay Sight", EXP, "Proposal", 240_000, "2026-07-14", "2026-12-18",
         [("Amount", "210000", "2026-09-29"), ("Close Date", "2026-11-30", "2026-11-04")],
         {"Ines Okafor": CH, "Andre Whitfield": EB, "Leo Banerjee": TE, "Gerard Pruitt": BL},
         [("Discovery", "2026-08-05"), ("Evaluation", "2026-09-15"), ("Proposal", "2026-10-27")],
         competitor="Threadwise", next_step="Workshop with Andre Whitfield on lane profitability",
         campaign="Freight Margin Roadshow 2026"),
    # Brellwood Mutual
    Deal("Brellwood Mutual", "Quay Vault first purchase", "Quay Vault", NEW, "Closed Won", 118_000, "2024-02-05",
         "2024-06-21", roles={"Ben Hargrove": CH, "Martha Eddins": EB}),
    Deal("Brellwood Mutual", "Quay Flow claims intake", "Quay Flow", EXP, "Evaluation", 265_000, "2026-06-09",
         "2027-02-26", [("Amount", "180000", "2026-09-22")],
         {"Ben Hargrove": CH, "Theodora Lasky": EB, "Samir Vora": TE, "Martha Eddins": BL},
         [("Discovery", "2026-07-01"), ("Evaluation", "2026-10-13")], competitor="Conduit Nine",
         next_step="Answer Samir Vora's 41 architecture questions", campaign="Claims Without Paper Webinar"),
    # Sundermann
    Deal("Sundermann Maschinenbau", "Quay Flow plants rollout", "Quay Flow", NEW, "Negotiation", 310_000, "2026-03-17",
         "2026-11-30", [("Amount", "260000", "2026-07-08"), ("Amount", "345000", "2026-11-10"),
                        ("Close Date", "2026-09-30", "2026-08-27")],
         {"Matthias Rehm": CH, "Petra Sundermann": EB, "Claudia Ertl": PR, "Uwe Haberland": BL, "Jutta Krämer": LE},
         [("Discovery", "2026-04-09"), ("Evaluation", "2026-05-28"), ("Proposal", "2026-08-27"),
          ("Negotiation", "2026-11-03")],
         competitor="Threadwise", next_step="Signature in SupplyArc by Claudia Ertl",
         campaign="Werkshalle Executive Dinner Stuttgart"),
    # the two Ravensmoors
    Deal("Ravensmoor Logistics", "Quay Connect first purchase", "Quay Connect", NEW, "Closed Won", 134_000,
         "2024-09-10", "2025-02-14", roles={"Helen Ashworth": CH, "Joan Tetley": EB, "Imran Qureshi": TE}),
    Deal("Ravensmoor Logistics", "Quay Flow returns desk", "Quay Flow", EXP, "Proposal", 88_000, "2026-07-20",
         "2026-12-11", [("Close Date", "2026-10-30", "2026-10-15")],
         {"Helen Ashworth": CH, "Joan Tetley": EB}, next_step="Reference call with a retailer's depot"),
    Deal("Ravensmoor Logistics Nordic", "Quay Connect ferry bookings", "Quay Connect", NEW, "Discovery", 97_000,
         "2026-09-08", "2027-03-19", roles={"Karin Sjöberg": CH, "Henrik Aslund": EB},
         next_step="Map the ferry booking messages with Karin Sjöberg"),
    # Bexley Harbour
    Deal("Bexley Harbour Terminals", "Quay Connect gate and booking", "Quay Connect", NEW, "Proposal", 275_000,
         "2026-02-24", "2026-12-17", [("Amount", "220000", "2026-06-16"), ("Close Date", "2026-10-16", "2026-09-18")],
         {"Fiona Strickland": CH, "Graham Tull": EB, "Yusuf Karim": US_, "Ann Peverell": PR},
         competitor="Cargolens", next_step="Board paper for 3 December", campaign="Ports and Terminals Summit 2026"),
    # Quintara: champion in one deal, blocker in the other
    Deal("Quintara Components", "Quay Connect first purchase", "Quay Connect", NEW, "Closed Won", 126_000,
         "2024-11-18", "2025-04-30", roles={"Valeria Cantú": CH, "Héctor Zamora": EB}),
    Deal("Quintara Components", "Quay Flow Saltillo plant", "Quay Flow", EXP, "Evaluation", 140_000, "2026-05-12",
         "2027-01-29", roles={"Valeria Cantú": CH, "Héctor Zamora": EB, "Rodrigo Elizondo": US_}),
    Deal("Quintara Components", "Quay Vault quality records", "Quay Vault", EXP, "Discovery", 62_000, "2026-08-18",
         "2027-02-12", roles={"Rodrigo Elizondo": CH, "Valeria Cantú": BL, "Héctor Zamora": EB},
         next_step="Ask Valeria Cantú what she fears in a second archive"),
    # Kestrel Bay: champion gone, silence
    Deal("Kestrel Bay Health", "Quay Pulse supplier portal", "Quay Pulse", NEW, "Evaluation", 385_000, "2026-01-15",
         "2026-12-15", [("Amount", "420000", "2026-08-20"), ("Close Date", "2026-09-25", "2026-09-21")],
         {"Alicia Monroe": CH, "Raymond Cho": EB, "Omar Haddad": TE, "Beth Lindgren": US_},
         [("Discovery", "2026-02-18"), ("Evaluation", "2026-04-29"), ("Proposal", "2026-07-30"),
          ("Evaluation", "2026-09-21")], competitor="In-house build",
         next_step="Find a new champion after Alicia Monroe's departure"),
    # Oakhollow: a spike
    Deal("Oakhollow Stores", "Quay Sight supply planning", "Quay Sight", NEW, "Evaluation", 330_000, "2026-06-23",
         "2027-01-29", [("Amount", "250000", "2026-11-05")],
         {"Priyanka Nair": CH, "Scott Delaney": EB, "Amélie Gagnon": US_, "Trevor Lang": PR},
         [("Discovery", "2026-08-11"), ("Evaluation", "2026-10-29")], competitor="Parcelgrid",
         next_step="Pricing call with Scott Delaney on 25 November", campaign="Retail Replenishment Benchmark"),
    # Vintervik: close date passed, two stories about the ERP
    Deal("Vintervik Seafood", "Quay Connect processing plants", "Quay Connect", NEW, "Proposal", 205_000, "2026-01-27",
         "2026-10-30", [("Close Date", "2026-06-30", "2026-06-12")],
         {"Solveig Dahl": EB, "Eirik Nes": TE, "Marit Haugen": CH}, competitor="Cargolens",
         next_step="Get a new date from Solveig Dahl"),
    Deal("Cinder Creek Utilities", "Quay Flow field orders", "Quay Flow", NEW, "Evaluation", 160_000, "2026-02-10",
         "2026-09-30", [("Close Date", "2026-07-31", "2026-07-22")], {"Dwight Farris": CH, "Opal Jennings": EB}),
    Deal("Pellworth Homeware", "Quay Sight range planning", "Quay Sight", NEW, "Proposal", 145_000, "2026-04-14",
         "2026-11-13", [("Amount", "165000", "2026-10-02")]),
    # Aldergate: renewal at risk
    Deal("Aldergate Insurance", "Quay Vault first purchase", "Quay Vault", NEW, "Closed Won", 210_000, "2023-05-22",
         "2023-12-08", roles={"Shabnam Rahimi": CH, "Rupert Fairweather": EB}),
    Deal("Aldergate Insurance", "Quay Vault renewal 2026", "Quay Vault", REN, "Proposal", 228_000, "2026-07-06",
         "2026-12-18", [("Amount", "246000", "2026-10-30")],
         {"Shabnam Rahimi": BL, "Rupert Fairweather": EB, "Colin Prewett": PR, "Diane Achebe": TE},
         competitor="Conduit Nine", next_step="Service review with Rupert Fairweather on 1 December"),
    Deal("Aldergate Insurance", "Quay Flow underwriting desk", "Quay Flow", EXP, "Closed Lost", 130_000, "2026-02-03",
         "2026-10-09", roles={"Shabnam Rahimi": CH, "Rupert Fairweather": EB}, loss="Service quality",
         competitor="Conduit Nine"),
    # Marchfield family
    Deal("Marchfield Group", "Quay Connect group frame", "Quay Connect", NEW, "Closed Won", 190_000, "2025-03-11",
         "2025-10-24", roles={"Gwen Prosser": EB, "Dafydd Rees": PR}),
    Deal("Marchfield Dairies", "Quay Pulse farm suppliers", "Quay Pulse", NEW, "Closed Won", 56_000, "2026-01-19",
         "2026-06-05", roles={"Nia Bowen": CH, "Gwen Prosser": EB}),
    Deal("Marchfield Bakeries", "Quay Sight demand planning", "Quay Sight", NEW, "Proposal", 120_000, "2026-05-04",
         "2026-12-04", roles={"Ellis Morgan": CH, "Gwen Prosser": EB, "Dafydd Rees": PR}, competitor="Parcelgrid"),
    # Copperline: lost, and back
    Deal("Copperline Builders", "Quay Flow change orders", "Quay Flow", NEW, "Closed Lost", 175_000, "2025-08-12",
         "2026-03-20", [("Close Date", "2025-12-19", "2025-12-12")],
         {"Rafael Ortega": CH, "Linda Voss": EB, "Pete Sandoval": BL}, loss="Competitor", competitor="Threadwise"),
    Deal("Copperline Builders", "Quay Vault project files", "Quay Vault", NEW, "Discovery", 98_000, "2026-09-22",
         "2027-03-31", roles={"Rafael Ortega": CH, "Linda Voss": EB},
         next_step="Show retention rules for school projects"),
    # Solenne: lost, may not be written to
    Deal("Solenne Beauté", "Quay Pulse boutiques", "Quay Pulse", NEW, "Closed Lost", 74_000, "2025-10-07",
         "2026-04-17", roles={"Camille Vasseur": CH, "Étienne Marchal": LE}, loss="Legal objection"),
    # Nordalen and the company it wants to buy
    Deal("Nordalen Power", "Quay Connect first purchase", "Quay Connect", NEW, "Closed Won", 238_000, "2024-04-16",
         "2024-11-29", roles={"Lars Tveit": CH, "Astrid Falkenberg": EB}),
    Deal("Nordalen Power", "Quay Sight grid analytics", "Quay Sight", EXP, "Closed Won", 295_000, "2025-11-04",
         "2026-05-22", roles={"Lars Tveit": CH, "Astrid Falkenberg": EB, "Kari Solheim": PR}),
    Deal("Nordalen Power", "Quay Flow outage management", "Quay Flow", EXP, "Proposal", 420_000, "2026-06-16",
         "2027-02-12", [("Amount", "360000", "2026-10-08")],
         {"Lars Tveit": CH, "Astrid Falkenberg": EB, "Kari Solheim": PR}, campaign="Grid Operators Round Table Oslo"),
    Deal("Havelbruck Energie", "Quay Connect first purchase", "Quay Connect", NEW, "Closed Won", 115_000, "2024-06-11",
         "2024-12-13", roles={"Birgit Noack": CH, "Frank Ziegler": EB}),
    Deal("Havelbruck Energie", "Quay Connect renewal 2027", "Quay Connect", REN, "Discovery", 120_000, "2026-09-14",
         "2026-12-21", roles={"Birgit Noack": CH, "Frank Ziegler": EB},
         next_step="Wait: no talks on terms before 15 December"),
    Deal("Pinecrest Surgical Partners", "Quay Connect scheduling", "Quay Connect", NEW, "Evaluation", 290_000,
         "2026-05-19", "2027-03-12", roles={"Tyrone Banks": CH, "Colleen Ambrose": EB}),
    Deal("Tamarind & Vale", "Quay Sight assortment", "Quay Sight", NEW, "Negotiation", 350_000, "2026-02-17",
         "2026-12-22", [("Amount", "300000", "2026-09-15")], {"Meredith Crane": CH, "Julian Sato": EB}),
    # Tallgrass, Grünhof, Eiderkanal, Wolfram Bay
    Deal("Tallgrass Carriers", "Quay Connect first purchase", "Quay Connect", NEW, "Closed Won", 142_000, "2024-08-06",
         "2025-01-17", roles={"Jolene Hart": CH, "Curtis Bohn": EB}),
    Deal("Tallgrass Carriers", "Quay Sight lane costs", "Quay Sight", EXP, "Closed Won", 155_000, "2026-01-13",
         "2026-08-28", roles={"Jolene Hart": CH, "Curtis Bohn": EB}, campaign="Freight Margin Roadshow 2026"),
    Deal("Grünhof Märkte", "Quay Connect first purchase", "Quay Connect", NEW, "Closed Won", 198_000, "2024-05-14",
         "2024-12-20", roles={"Dörte Lammers": CH, "Thorsten Weik": EB}),
    Deal("Grünhof Märkte", "Quay Connect renewal 2027", "Quay Connect", REN, "Evaluation", 204_000, "2026-08-24",
         "2026-12-16", roles={"Dörte Lammers": CH, "Thorsten Weik": EB}),
    Deal("Eiderkanal Spedition", "Quay Connect frame agreement", "Quay Connect", NEW, "Closed Won", 128_000,
         "2024-10-08", "2025-03-28", roles={"Daniel Meyer": CH, "Silke Thomsen": EB}),
    Deal("Wolfram Bay Metals", "Quay Flow first purchase", "Quay Flow", NEW, "Closed Won", 108_000, "2024-07-09",
         "2025-01-31", roles={"Lorraine Petit": CH}),
    Deal("Wolfram Bay Metals", "Quay Flow renewal 2027", "Quay Flow", REN, "Discovery", 108_000, "2026-09-01",
         "2027-01-22", roles={"Lorraine Petit": CH}),
    Deal("Klinikverbund Oberweser", "Quay Vault patient records", "Quay Vault", NEW, "Discovery", 212_000, "2026-06-30",
         "2027-04-30", roles={"Renate Böhmer": CH, "Daniel Meyer": PR}, next_step="Stay below the tender limit"),
    Deal("St. Aldhelm Hospitals", "Quay Pulse framework call-off", "Quay Pulse", NEW, "Closed Won", 92_000,
         "2025-02-18", "2025-09-12", roles={"Margery Nokes": CH, "Anil Deshpande": EB}),
    # won this quarter
    Deal("Altamesa Solar", "Quay Flow service orders", "Quay Flow", EXP, "Closed Won", 96_000, "2026-04-07",
         "2026-10-30"),
    Deal("Obsidian Ridge Tooling", "Quay Vault audit files", "Quay Vault", EXP, "Closed Won", 58_000, "2026-05-26",
         "2026-11-12"),
    Deal("Deichgraf Versicherung", "Quay Flow claims desk", "Quay Flow", EXP, "Closed Won", 118_000, "2026-03-24",
         "2026-11-06", [("Amount", "104000", "2026-08-11")]),
    Deal("St. Aldhelm Hospitals", "Quay Vault theatre records", "Quay Vault", EXP, "Closed Won", 74_000, "2026-02-26",
         "2026-10-16", [("Close Date", "2026-07-31", "2026-07-20")], {"Margery Nokes": CH, "Anil Deshpande": EB}),
    Deal("Cobbler's Peak Coffee", "Quay Pulse growers portal", "Quay Pulse", EXP, "Closed Won", 42_000, "2026-06-11",
         "2026-11-13"),
    Deal("Tallgrass Carriers", "Quay Pulse shippers portal", "Quay Pulse", EXP, "Closed Won", 61_000, "2026-05-05",
         "2026-10-23", roles={"Jolene Hart": CH, "Curtis Bohn": EB}),
]  # fmt: skip

CONTRACTS = [  # account, label of its deal, product, amount of a year, start, renewal date, status
    ("Halden Freight", "Quay Connect first purchase", "Quay Connect", 186_000, "2024-02-01", "2027-01-31", "Active"),
    ("Halden Freight", "Quay Pulse expansion", "Quay Pulse", 64_000, "2025-06-01", "2027-05-31", "Active"),
    ("Brellwood Mutual", "Quay Vault first purchase", "Quay Vault", 118_000, "2024-07-01", "2027-06-30", "Active"),
    ("Ravensmoor Logistics", "Quay Connect first purchase", "Quay Connect", 134_000, "2025-03-01", "2027-02-28",
     "Active"),
    ("Quintara Components", "Quay Connect first purchase", "Quay Connect", 126_000, "2025-05-01", "2027-04-30",
     "Active"),
    ("Aldergate Insurance", "Quay Vault first purchase", "Quay Vault", 240_000, "2024-01-01", "2026-12-31", "Active"),
    ("Marchfield Group", "Quay Connect group frame", "Quay Connect", 190_000, "2025-11-01", "2028-10-31", "Active"),
    ("Marchfield Dairies", "Quay Pulse farm suppliers", "Quay Pulse", 56_000, "2026-07-01", "2027-06-30", "Active"),
    ("Nordalen Power", "Quay Connect first purchase", "Quay Connect", 238_000, "2025-01-01", "2027-12-31", "Active"),
    ("Nordalen Power", "Quay Sight grid analytics", "Quay Sight", 295_000, "2026-06-01", "2028-05-31", "Active"),
    ("Havelbruck Energie", "Quay Connect first purchase", "Quay Connect", 115_000, "2025-01-01", "2026-12-31",
     "Active"),
    ("Tallgrass Carriers", "Quay Connect first purchase", "Quay Connect", 142_000, "2025-02-01", "2028-01-31",
     "Active"),
    ("Tallgrass Carriers", "Quay Sight lane costs", "Quay Sight", 155_000, "2026-09-01", "2027-08-31", "Active"),
    ("Grünhof Märkte", "Quay Connect first purchase", "Quay Connect", 198_000, "2025-01-01", "2026-12-31", "Active"),
    ("Eiderkanal Spedition", "Quay Connect frame agreement", "Quay Connect", 128_000, "2025-04-01", "2028-03-31",
     "Active"),
    ("Wolfram Bay Metals", "Quay Flow first purchase", "Quay Flow", 108_000, "2025-02-01", "2027-01-31", "Active"),
    ("St. Aldhelm Hospitals", "Quay Pulse framework call-off", "Quay Pulse", 92_000, "2025-10-01", "2027-09-30",
     "Active"),
    ("Altamesa Solar", "Quay Flow service orders", "Quay Flow", 96_000, "2026-11-01", "2028-10-31", "Active"),
    ("Obsidian Ridge Tooling", "Quay Vault audit files", "Quay Vault", 58_000, "2026-12-01", "2027-11-30", "Signed"),
    ("Deichgraf Versicherung", "Quay Flow claims desk", "Quay Flow", 118_000, "2026-12-01", "2028-11-30", "Signed"),
    ("St. Aldhelm Hospitals", "Quay Vault theatre records", "Quay Vault", 74_000, "2026-11-01", "2027-10-31", "Active"),
    ("Cobbler's Peak Coffee", "Quay Pulse growers portal", "Quay Pulse", 42_000, "2026-12-01", "2027-11-30", "Signed"),
    ("Tallgrass Carriers", "Quay Pulse shippers portal", "Quay Pulse", 61_000, "2026-11-01", "2028-01-31", "Active"),
]  # fmt: skip

TOLD_IN_FULL = {
    "Halden Freight", "Brellwood Mutual", "Sundermann Maschinenbau", "Ravensmoor Logistics",
    "Ravensmoor Logistics Nordic", "Bexley Harbour Terminals", "Quintara Components", "Kestrel Bay Health",
    "Oakhollow Stores", "Vintervik Seafood", "Aldergate Insurance", "Copperline Builders", "Solenne Beauté",
    "Nordalen Power", "Cinder Creek Utilities", "Marchfield Dairies", "Marchfield Bakeries",
}  # fmt: skip
"""Accounts to which chance adds no further deals."""

CASES = [  # account, contact, subject, severity, opened, closed or ""
    ("Halden Freight", "Leo Banerjee", "Carrier messages delayed by up to four hours on 12 September", "High",
     "2026-09-12", "2026-09-16"),
    ("Halden Freight", "Leo Banerjee", "Written report on the message delay of 12 September", "Medium",
     "2026-09-17", ""),
    ("Aldergate Insurance", "Shabnam Rahimi", "Claims archive unreachable for eleven hours", "Critical", "2026-09-12",
     "2026-09-13"),
    ("Aldergate Insurance", "Diane Achebe", "Access log of the archive incomplete", "Critical", "2026-10-05", ""),
    ("Aldergate Insurance", "Shabnam Rahimi", "Search in claims older than 2015 returns nothing", "High", "2026-10-22",
     ""),
    ("Wolfram Bay Metals", "Lorraine Petit", "Approval steps skipped after the update of October", "High", "2026-10-14",
     ""),
    ("Grünhof Märkte", "Dörte Lammers", "Store orders arrive twice after the clock change", "High", "2026-10-26",
     "2026-10-29"),
    ("Quintara Components", "Rodrigo Elizondo",
     "Labels of the Saltillo test plant print without a lot number", "Medium",
     "2026-11-03", ""),
]  # fmt: skip

NEXT_WEEK = [  # account, label, column, new value: what an export of 27 November shows changed
    ("Halden Freight", "Quay Sight expansion", "Stage", "Negotiation"),
    ("Halden Freight", "Quay Sight expansion", "Amount", "228000"),
    ("Halden Freight", "Quay Connect renewal 2027", "Close Date", "2027-01-22"),
    ("Sundermann Maschinenbau", "Quay Flow plants rollout", "Stage", "Closed Won"),
    ("Sundermann Maschinenbau", "Quay Flow plants rollout", "Close Date", "2026-11-26"),
    ("Oakhollow Stores", "Quay Sight supply planning", "Stage", "Proposal"),
    ("Oakhollow Stores", "Quay Sight supply planning", "Amount", "345000"),
    ("Vintervik Seafood", "Quay Connect processing plants", "Close Date", "2027-01-29"),
    ("Kestrel Bay Health", "Quay Pulse supplier portal", "Owner", "marcus"),
    ("Kestrel Bay Health", "Quay Pulse supplier portal", "Close Date", "2027-03-31"),
    ("Pellworth Homeware", "Quay Sight range planning", "Stage", "Closed Lost"),
    ("Ravensmoor Logistics", "Quay Flow returns desk", "Stage", "Negotiation"),
    ("Aldergate Insurance", "Quay Vault renewal 2026", "Amount", "216000"),
    ("Bexley Harbour Terminals", "Quay Connect gate and booking", "Stage", "Negotiation"),
]
NEXT_WEEK_NEW = [
    Deal("Copperline Builders", "Quay Pulse subcontractors", "Quay Pulse", NEW, "Prospecting", 84_000, "2026-11-24",
         "2027-05-28", roles={"Rafael Ortega": CH}),
    Deal("Quillon Parcel Network", "Quay Connect depot messages", "Quay Connect", NEW, "Prospecting", 150_000,
         "2026-11-25", "2027-06-30"),
]  # fmt: skip
