"""Writes the CRM export of Tannsee Labortechnik, an invented maker of sterilisers and laboratory analysers.

Every company, person, product and number is fiction. Run it again and the same files come out:
`python tests/cases/second_store/generate.py` writes the CSV files beside itself; the notes are written by hand.
"""

from __future__ import annotations

import csv
import math
import random
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
TODAY = date(2026, 11, 20)
CONFIDENTIAL = "Corvenza Biologics AG"
NEVER_TOUCHED = "Getreidekontor Altmühl GmbH"
QUIET = (  # nothing later than 12 October 2026
    "Pharmakon Sülzbach AG",
    "Donaublick Kliniken AG",
    "Fromageries du Haut-Vézac SAS",
    "Tierspital Aarefeld AG",
    "Havnbjerg Farmaci A/S",
    "Hochschule Elbmark",
)
MISSING_ACCOUNTS = ("Laborverbund Ostsee", "Klinik am Mühlbach", "Laborverbund Ostsee", "Weinlabor Traubeneck")


def words(text: str) -> list[str]:
    return text.split()


TEAM = [  # sales_agent, position, manager, regional_office, team, active
    ("Henrike Vossberg", "Head of Sales", "", "Freiburg", "Strategic", "yes"),
    ("Matthias Ohlendorf", "Sales Manager", "Henrike Vossberg", "Freiburg", "DACH", "yes"),
    ("Regula Zumbühl", "Sales Manager", "Henrike Vossberg", "Zürich", "Schweiz", "yes"),
    ("Céline Aubertin", "Sales Manager", "Henrike Vossberg", "Lyon", "West", "yes"),
    ("Sander Kjeldgaard", "Sales Manager", "Henrike Vossberg", "Copenhagen", "Nordics", "yes"),
    ("Anna Schmid", "Account Manager", "Matthias Ohlendorf", "Freiburg", "DACH", "yes"),
    ("Tobias Wegener", "Account Manager", "Matthias Ohlendorf", "Freiburg", "DACH", "yes"),
    ("Gustav Ehrenfels", "Account Manager", "Matthias Ohlendorf", "Freiburg", "DACH", "no"),
    ("Klara Nemetz", "Account Manager", "Matthias Ohlendorf", "Wien", "DACH", "yes"),
    ("Lukas Brandauer", "Account Manager", "Matthias Ohlendorf", "Wien", "DACH", "yes"),
    ("Jonas Schmid", "Account Manager", "Regula Zumbühl", "Zürich", "Schweiz", "yes"),
    ("Beat Aeschbacher", "Account Manager", "Henrike Vossberg", "Zürich", "Strategic", "yes"),
    ("Noémie Garrel", "Account Manager", "Céline Aubertin", "Lyon", "West", "yes"),
    ("Pieter van Doorn", "Account Manager", "Céline Aubertin", "Lyon", "West", "yes"),
    ("Ingrid Solbakken", "Account Manager", "Sander Kjeldgaard", "Copenhagen", "Nordics", "yes"),
    ("Emil Rask", "Account Manager", "Sander Kjeldgaard", "Copenhagen", "Nordics", "yes"),
    ("Mira Castellan", "Inside Sales", "Céline Aubertin", "Lyon", "West", "yes"),
    ("Fenja Lorenz", "Marketing Manager", "", "Freiburg", "Marketing", "yes"),
    ("Odile Marchetti", "Marketing Manager", "Fenja Lorenz", "Lyon", "Marketing", "yes"),
    ("Ruben Achterberg", "Customer Success", "", "Freiburg", "Service", "yes"),
]

# Firma|Kurzname|domain|Branche|Land|Standort|Muttergesellschaft|Betreuer
COMPANIES = """\
Nordlicht Diagnostik GmbH||nordlicht-diagnostik|Diagnostiklabor|DE|Hamburg||Tobias Wegener
Klinikverbund Isarwinkel gGmbH|KVI|kv-isarwinkel|Krankenhaus|DE|München||Anna Schmid
Labor Dr. Hasenöhrl & Partner|LHP|labor-hasenoehrl|Diagnostiklabor|DE|Regensburg||Anna Schmid
Veritalis Pharma GmbH||veritalis|Pharma|DE|Mainz||Tobias Wegener
Brandnerhof Milchwerke eG||brandnerhof|Lebensmittelanalytik|DE|Kempten||Anna Schmid
Universitätsklinikum Werratal|UKW|uk-werratal|Krankenhaus|DE|Kassel||Tobias Wegener
Zellwerk Isengrund GmbH||zellwerk|Biotech|DE|München||Anna Schmid
Tierklinik Sonnenried GmbH||sonnenried|Veterinärmedizin|DE|Augsburg||Anna Schmid
Hochschule Elbmark||hs-elbmark|Hochschule|DE|Magdeburg||Tobias Wegener
Pharmakon Sülzbach AG||pharmakon-suelzbach|Pharma|DE|Heilbronn||Tobias Wegener
St.-Afra-Krankenhaus Lindental|St. Afra|st-afra|Krankenhaus|DE|Leipzig||Tobias Wegener
MVZ Labor Weserbogen GmbH||weserbogen|Diagnostiklabor|DE|Bremen||Tobias Wegener
Getreidekontor Altmühl GmbH||gk-altmuehl|Lebensmittelanalytik|DE|Ingolstadt||Anna Schmid
Genovia Therapeutics GmbH||genovia|Biotech|DE|Heidelberg||Anna Schmid
Steinach Veterinärlabor GmbH||steinach-vet|Veterinärmedizin|DE|Fulda||Tobias Wegener
Mediveritas Holding SE||mediveritas|Diagnostiklabor|DE|Frankfurt||Anna Schmid
Mediveritas Labor Köln GmbH||mediveritas-koeln|Diagnostiklabor|DE|Köln|Mediveritas Holding SE|Anna Schmid
Mediveritas Labor Linz GmbH||mediveritas-linz|Diagnostiklabor|AT|Linz|Mediveritas Holding SE|Klara Nemetz
Donaublick Kliniken AG||donaublick|Krankenhaus|AT|Wien||Klara Nemetz
Alpenquell Getränke GmbH||alpenquell|Lebensmittelanalytik|AT|Salzburg||Lukas Brandauer
Karawanken Biotech GmbH||karawanken-bio|Biotech|AT|Klagenfurt||Klara Nemetz
Hochschule Innfeld||hs-innfeld|Hochschule|AT|Innsbruck||Lukas Brandauer
Lechthaler Pharma GmbH||lechthaler|Pharma|AT|Graz||Lukas Brandauer
Corvenza Biologics AG||corvenza|Biotech|CH|Basel||Beat Aeschbacher
Spitalverbund Seerücken AG|SVS|sv-seeruecken|Krankenhaus|CH|Frauenfeld||Jonas Schmid
Labor Rigiblick AG||rigiblick|Diagnostiklabor|CH|Luzern||Jonas Schmid
Helvoria Pharma AG||helvoria|Pharma|CH|Basel||Beat Aeschbacher
Käserei Oberalp AG||oberalp-kaese|Lebensmittelanalytik|CH|Chur||Jonas Schmid
Hôpital du Val-Serein SA||val-serein|Krankenhaus|CH|Neuchâtel||Jonas Schmid
Tierspital Aarefeld AG||aarefeld|Veterinärmedizin|CH|Bern||Beat Aeschbacher
Laboratoires Brisemont SAS||brisemont|Diagnostiklabor|FR|Lyon||Noémie Garrel
Clinique des Trois Chênes||trois-chenes|Krankenhaus|FR|Dijon||Noémie Garrel
Fromageries du Haut-Vézac SAS||haut-vezac|Lebensmittelanalytik|FR|Aurillac||Noémie Garrel
BioSérum Garrigue SAS||bioserum|Biotech|FR|Montpellier||Noémie Garrel
Université de Valmorin||u-valmorin|Hochschule|FR|Grenoble||Noémie Garrel
Pharmadelle NV||pharmadelle|Pharma|BE|Gent||Pieter van Doorn
Ziekenhuis De Lindewaard||lindewaard|Krankenhaus|NL|Utrecht||Pieter van Doorn
Waterlab Kennemeer BV||kennemeer|Lebensmittelanalytik|NL|Haarlem||Pieter van Doorn
Vétolys Laboratoires SAS||vetolys|Veterinärmedizin|FR|Rennes|Laboratoires Brisemont SAS|Pieter van Doorn
Nordlicht Diagnostics ApS||nordlicht-dx|Diagnostiklabor|DK|Aarhus||Emil Rask
Sygehus Fjordbo||fjordbo|Krankenhaus|DK|Odense||Emil Rask
Skärholm Bioteknik AB||skaerholm|Biotech|SE|Uppsala||Ingrid Solbakken
Mejeri Östvik AB||oestvik|Lebensmittelanalytik|SE|Malmö||Ingrid Solbakken
Tromvik Havbruk Analyse AS||tromvik|Lebensmittelanalytik|NO|Tromsø||Ingrid Solbakken
Havnbjerg Farmaci A/S||havnbjerg|Pharma|DK|Copenhagen||Emil Rask
Högskolan Mälarvik||malarvik|Hochschule|SE|Västerås||Ingrid Solbakken
"""

FORMER_NAMES = {"Veritalis Pharma GmbH": "Rhönpharm GmbH", "Helvoria Pharma AG": "Birsigtal Arzneimittel AG"}
NEVER_BOUGHT = (
    NEVER_TOUCHED,
    "Skärholm Bioteknik AB",
    "Hochschule Innfeld",
    "Université de Valmorin",
    "Genovia Therapeutics GmbH",
    "Tromvik Havbruk Analyse AS",
    "Lechthaler Pharma GmbH",
    "Ziekenhuis De Lindewaard",
)
FORMER_CUSTOMERS = ("Alpenquell Getränke GmbH", "Havnbjerg Farmaci A/S")
COUNTRIES = {
    "DE": ("Deutschland", "DACH", "+49"),
    "AT": ("Österreich", "DACH", "+43"),
    "CH": ("Schweiz", "DACH", "+41"),
    "FR": ("Frankreich", "Westeuropa", "+33"),
    "BE": ("Belgien", "Westeuropa", "+32"),
    "NL": ("Niederlande", "Westeuropa", "+31"),
    "DK": ("Dänemark", "Nordics", "+45"),
    "SE": ("Schweden", "Nordics", "+46"),
    "NO": ("Norwegen", "Nordics", "+47"),
}
SIZES = {  # Branche: employees from, to; revenue per employee in kEUR from, to
    "Krankenhaus": (600, 6200, 70, 120),
    "Diagnostiklabor": (80, 1400, 90, 170),
    "Pharma": (250, 4200, 180, 420),
    "Biotech": (30, 520, 110, 380),
    "Lebensmittelanalytik": (40, 900, 150, 460),
    "Hochschule": (350, 3100, 60, 95),
    "Veterinärmedizin": (25, 310, 75, 140),
}
LABS = {
    "Krankenhaus": (2, 9),
    "Diagnostiklabor": (3, 14),
    "Pharma": (4, 16),
    "Biotech": (1, 6),
    "Lebensmittelanalytik": (1, 5),
    "Hochschule": (6, 22),
    "Veterinärmedizin": (1, 4),
}
PRODUCTS = [  # Artikel, Produktgruppe, Listenpreis
    ("SterilLine 200", "Sterilisation", 18900),
    ("SterilLine 450", "Sterilisation", 42500),
    ("PlasmaCube", "Sterilisation", 61800),
    ("HemaScan C3", "Analysers", 34750),
    ("HemaScan C5", "Analysers", 88400),
    ("AquaPur 12", "Water", 9450),
    ("ThermoWash D2", "Washers", 23600),
    ("LabTrace", "Software", 12900.50),
    ("CarePlan Plus", "Service", 7800),
]
CAMPAIGNS = [  # campaign, channel, start, end, spend, currency, state
    ("Herbst-Roadshow Sterilisation", "Event", date(2026, 9, 14), date(2026, 10, 9), 46200.00, "EUR", "completed"),
    ("Laborforum Basel 2026", "Event", date(2026, 3, 10), date(2026, 3, 12), 38750.50, "CHF", "completed"),
    ("IVDR Webinar Series", "Webinar", date(2026, 1, 15), date(2026, 6, 30), 9800.00, "EUR", "completed"),
    ("PlasmaCube Launch Mailing", "E-Mail", date(2026, 5, 4), date(2026, 7, 31), 6350.00, "EUR", "completed"),
    ("HemaScan Demo Days", "Event", date(2026, 10, 19), date(2026, 12, 4), 21900.00, "EUR", "running"),
    ("Nordic Lab Breakfast", "Event", date(2025, 11, 5), date(2025, 11, 6), 8240.00, "EUR", "completed"),
    ("LinkedIn Lab Managers", "Ads", date(2026, 8, 1), date(2026, 12, 31), 15480.75, "EUR", "running"),
    ("Jahreskalender 2027", "E-Mail", date(2026, 12, 1), date(2027, 1, 15), 0.0, "EUR", "planned"),
]  # fmt: skip
FIRST_NAMES = {
    "de": [
        "Martina",
        "Stefan",
        "Ulrike",
        "Andreas",
        "Sabine",
        "Florian",
        "Judith",
        "Rainer",
        "Birgit",
        "Konrad",
        "Hanna",
        "Dieter",
        "Petra",
        "Volker",
        "Silke",
        "Jürgen",
        "Verena",
        "Norbert",
        "Elke",
        "Thilo",
        "Annegret",
        "Moritz",
        "Gudrun",
        "Leonhard",
    ],
    "fr": [
        "Camille",
        "Thierry",
        "Solène",
        "Bastien",
        "Hélène",
        "Aurélien",
        "Margaux",
        "Gilles",
        "Sylvie",
        "Damien",
        "Odette",
        "Luc",
    ],
    "nl": ["Marijke", "Joost", "Annelies", "Wouter", "Femke", "Bram"],
    "sc": [
        "Astrid",
        "Mikkel",
        "Signe",
        "Henning",
        "Maja",
        "Torsten",
        "Liv",
        "Anders",
        "Ylva",
        "Jesper",
        "Karin",
        "Oskar",
    ],
}
LAST_NAMES = {
    "de": [
        "Keller",
        "Obermayr",
        "Pfisterer",
        "Lindhorst",
        "Brugger",
        "Kaltenbach",
        "Reuther",
        "Waldvogel",
        "Stöckl",
        "Hufnagel",
        "Drechsler",
        "Eberwein",
        "Grasegger",
        "Imhof",
        "Tannert",
        "Kirchmair",
        "Rosenlehner",
        "Ammann",
        "Zeisig",
        "Quandel",
        "Fürbringer",
        "Mühlemann",
        "Oesterle",
        "Schönthal",
        "Vierthaler",
        "Hagenow",
        "Breitsprecher",
        "Kranzler",
    ],
    "fr": [
        "Delacourt",
        "Vasseur",
        "Montferrand",
        "Jaubert",
        "Peyrolle",
        "Casteran",
        "Lavigerie",
        "Dessaigne",
        "Trémont",
        "Bourdillat",
    ],
    "nl": ["Hoogland", "Verstraeten", "Dijkgraaf", "Wielinga", "Zonneveld", "Peelen"],
    "sc": [
        "Lindqvist",
        "Bjerregaard",
        "Halvorsen",
        "Strandgaard",
        "Ekblom",
        "Nygård",
        "Thorsen",
        "Sundell",
        "Falkenberg",
        "Mølgaard",
    ],
}
UMLAUTS = str.maketrans({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss", ord("ø"): "oe"})
TONGUE = {"FR": "fr", "BE": "nl", "NL": "nl", "DK": "sc", "SE": "sc", "NO": "sc"}
POSTS = [  # Funktion, Ebene, Abteilung, rank within an account
    ("Laborleitung", "Leitung", "Labor", 7),
    ("Leitung Einkauf", "Leitung", "Einkauf", 4),
    ("Strategischer Einkäufer", "Fachkraft", "Einkauf", 4),
    ("Head of Quality", "Leitung", "Qualität", 4),
    ("Leitung ZSVA", "Leitung", "Sterilgut", 4),
    ("Medizintechniker", "Fachkraft", "Technik", 5),
    ("Geschäftsführung", "C-Level", "Management", 3),
    ("CFO", "C-Level", "Finanzen", 3),
    ("IT-Leitung", "Leitung", "IT", 2),
    ("Laborant", "Fachkraft", "Labor", 4),
]
COMPETITORS = ("Brockmeyer Instruments", "Sterivance", "Analytika Nova", "Lumisep", "", "")
SUBJECTS = {
    "Anruf": ("Rückruf Angebot", "Discovery call", "Servicefrage Wartung", "Follow-up demo", "Budgetgespräch 2027"),
    "E-Mail": ("Angebot versendet", "Datasheet requested", "Terminvorschlag", "Re: Preisliste", "IVDR documents"),
    "Besuch": ("Site visit ZSVA", "Demo vor Ort", "Jahresgespräch", "Validation walkthrough", "Kick-off installation"),
    "Messe": ("Standgespräch", "Booth visit", "Vortrag besucht"),
    "Web": ("Product page visited", "Whitepaper downloaded", "Pricing page visited"),
}  # fmt: skip


@dataclass
class Account:
    """One company of the export with what later files need to know of it."""

    number: str
    name: str
    short: str
    domain: str
    industry: str
    land: str
    city: str
    parent: str
    owner: str
    row: dict[str, str] = field(default_factory=dict)


def german(value: float, places: int = 2) -> str:
    """1234.5 becomes `1.234,50`."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def dotted(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def slashed(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def mailbox(name: str) -> str:
    """Only ASCII letters and dots, the German way with umlauts."""
    spelled = name.lower().translate(UMLAUTS)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return plain.replace(" ", ".")


def our_mail(name: str) -> str:
    return f"{mailbox(name)}@tannsee.example" if name else ""


def write(name: str, rows: list[dict[str, str]], delimiter: str, encoding: str) -> None:
    with (HERE / name).open("w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def between(rng: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, (last - first).days))


def make_accounts(rng: random.Random) -> list[Account]:
    accounts = []
    for place, (name, short, domain, industry, land, city, parent, owner) in enumerate(
        line.split("|") for line in COMPANIES.splitlines()
    ):
        account = Account(f"K-{10400 + 7 * place}", name, short, domain, industry, land, city, parent, owner)
        low, high, per_low, per_high = SIZES[industry]
        employees = round(math.exp(rng.uniform(math.log(low), math.log(high))))
        revenue = employees * rng.uniform(per_low, per_high) / 1000
        labs = rng.randint(*LABS[industry])
        bought = name not in NEVER_BOUGHT
        status = "Ehemalig" if name in FORMER_CUSTOMERS else "Kunde" if bought else "Interessent"
        country, region, _ = COUNTRIES[land]
        analyzers = rng.randint(1, labs * 3) if bought else 0
        if name == "Mediveritas Holding SE":  # the group, not one laboratory
            employees, revenue, labs = 2640, 318.4, 19
        account.row = {
            "Kundennr": account.number,
            "Firma": name,
            "Kurzname": short,
            "Ehemaliger Name": FORMER_NAMES.get(name, ""),
            "Webdomain": f"{domain}.example",
            "Branche": industry,
            "Mitarbeiter": "" if name == "Université de Valmorin" else german(employees, 0),
            "Umsatz (Mio EUR)": "" if name in ("Hochschule Innfeld", "Sygehus Fjordbo") else german(revenue, 1),
            "Land": country,
            "Region": region,
            "Standort": city,
            "Gegründet": str(rng.randint(1890, 2019) if industry != "Biotech" else rng.randint(1998, 2021)),
            "Muttergesellschaft": parent,
            "Status": status,
            "Betreuer": owner,
            "Anzahl Labore": str(labs),
            "ISO 13485": rng.choice(("ja", "ja", "nein")),
            "Installed analyzers": str(analyzers),
            "Service level": rng.choice(("Gold", "Silber", "Silber", "Bronze", "Bronze")) if bought else "",
            "Sterilisation method": rng.choice(("Dampf", "Dampf", "Dampf", "Plasma", "EtO", "Heißluft")),
            "Letztes Audit": dotted(between(rng, date(2023, 2, 1), date(2026, 9, 30))) if rng.random() < 0.85 else "",
            "Freigabe": "team:Strategic" if name == CONFIDENTIAL else "everyone",
        }
        accounts.append(account)
    return accounts


def make_contacts(rng: random.Random, accounts: list[Account]) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    seen = {"Martina Keller", "Stefan Keller"}
    counts = [3] * len(accounts)
    while sum(counts) < 160:
        place = rng.randrange(len(counts))
        counts[place] += counts[place] < 6
    for account, count in zip(accounts, counts, strict=True):
        posts = sorted(rng.sample(POSTS, k=count), key=lambda post: -post[3])
        for place, (title, level, department, _) in enumerate(posts):
            tongue = "fr" if account.name.startswith("Hôpital") else TONGUE.get(account.land, "de")
            first, last = rng.choice(FIRST_NAMES[tongue]), rng.choice(LAST_NAMES[tongue])
            while f"{first} {last}" in seen or last == "Keller":
                first, last = rng.choice(FIRST_NAMES[tongue]), rng.choice(LAST_NAMES[tongue])
            if place == 0 and account.name == "Klinikverbund Isarwinkel gGmbH":
                first, last = "Martina", "Keller"
            if place == 0 and account.name == "Labor Rigiblick AG":
                first, last = "Stefan", "Keller"
            seen.add(f"{first} {last}")
            country, _, prefix = COUNTRIES[account.land]
            rows.append(
                {
                    "Kontakt-ID": f"AP{len(rows) + 3001}",
                    "Vorname": first,
                    "Nachname": last,
                    "Firma": account.name,
                    "E-Mail": f"{mailbox(first)[0]}.{mailbox(last)}@{account.domain}.example",
                    "Telefon": f"{prefix} {rng.randint(200, 999)} 555 {rng.randint(10, 99)} {rng.randint(10, 99)}",
                    "Funktion": title,
                    "Ebene": level,
                    "Abteilung": department,
                    "Land": country,
                    "Werbesperre seit": dotted(between(rng, date(2024, 3, 1), date(2026, 10, 31)))
                    if rng.random() < 0.08
                    else "",
                    "Ausgeschieden am": dotted(between(rng, date(2025, 1, 1), date(2026, 10, 31)))
                    if rng.random() < 0.06 and place > 1
                    else "",
                }
            )
    mails = [row["E-Mail"] for row in rows]
    assert len(set(mails)) == len(mails), "two contacts share an address"
    return rows


def deal_dates(rng: random.Random, stage: str) -> tuple[date, date | None]:
    """When a deal was engaged and when it closed or should close; early deals may have no close date."""
    if stage in ("Won", "Lost"):
        closed = between(rng, date(2025, 1, 8), date(2026, 11, 13))
        return closed - timedelta(days=rng.randint(25, 240)), closed
    engaged = between(rng, date(2026, 2, 2), date(2026, 11, 12))
    if stage == "Prospecting" and rng.random() < 0.3:
        return engaged, None
    if rng.random() < 0.12 and engaged < date(2026, 8, 1):
        return engaged, between(rng, date(2026, 9, 7), date(2026, 11, 6))
    return engaged, between(rng, date(2026, 12, 1), date(2027, 6, 25))


def make_deals(rng: random.Random, accounts: list[Account]) -> list[dict[str, str]]:
    offices = {member[0]: member[3] for member in TEAM}
    agents = [member[0] for member in TEAM if member[1] == "Account Manager" and member[5] == "yes"]
    names = {product[0]: product for product in PRODUCTS}
    stages = ["Won"] * 84 + ["Lost"] * 58 + ["Prospecting"] * 24 + ["Engaging"] * 28 + ["Angebot"] * 26
    rng.shuffle(stages)
    stages[: len(MISSING_ACCOUNTS)] = ["Lost", "Won", "Prospecting", "Lost"]
    buyers = [account for account in accounts if account.name not in NEVER_BOUGHT]
    rows: list[dict[str, str]] = []
    for place, stage in enumerate(stages):
        known = place >= len(MISSING_ACCOUNTS)
        pool = buyers if stage == "Won" else [a for a in accounts if a.name != NEVER_TOUCHED]
        account = rng.choice(pool)
        product = names[rng.choice([p[0] for p in PRODUCTS])]
        engaged, closing = deal_dates(rng, stage)
        kind = rng.choices(("Neugeschäft", "Erweiterung", "Verlängerung"), (5, 4, 2))[0]
        if product[1] in ("Service", "Software") and account.name not in NEVER_BOUGHT and rng.random() < 0.5:
            kind = "Verlängerung"
        if account.name in NEVER_BOUGHT:
            kind = "Neugeschäft"
        agent = account.owner if known else "Tobias Wegener"
        if rng.random() < 0.12:
            agent = rng.choice([a for a in agents if offices[a] == offices[agent]])
        if closing and closing < date(2025, 7, 1) and stage in ("Won", "Lost") and offices[agent] == "Freiburg":
            agent = rng.choice((agent, "Gustav Ehrenfels"))
        discount = rng.choice((0, 0, 2.5, 5, 7.5, 10, 12.5, 15))
        quantity = rng.choice((1, 1, 2, 2, 3, 4, 6))
        value = product[2] * quantity * (1 - discount / 100) * rng.uniform(0.97, 1.06)
        if account.land == "CH" and known:
            value *= 0.94
        source = rng.choices(("Inbound", "Outbound", "Messe", "Partner", "Bestandskunde"), (4, 4, 3, 2, 3))[0]
        started = [c[0] for c in CAMPAIGNS if c[2] <= engaged <= c[3] + timedelta(days=60)]
        account_name = account.name if known else MISSING_ACCOUNTS[place]
        rows.append(
            {
                "opportunity_id": f"OPP-{place + 1:04d}",
                "opportunity_name": f"{account_name.split(' ')[0]} {product[0]} x{quantity} ({engaged:%m/%y})",
                "account": account_name,
                "sales_agent": agent,
                "product": product[0],
                "deal_stage": stage,
                "deal_type": kind,
                "engage_date": slashed(engaged),
                "close_date": slashed(closing) if closing else "",
                "close_value": "" if stage == "Prospecting" and rng.random() < 0.3 else german(round(value, 2)),
                "currency": "CHF" if account.land == "CH" and known else "EUR",
                "lead_source": source,
                "campaign": rng.choice(started) if started and source in ("Inbound", "Messe") else "",
                "Wettbewerber": rng.choice(COMPETITORS),
                "Ausschreibung": "ja"
                if account.industry in ("Krankenhaus", "Hochschule") and rng.random() < 0.6
                else "nein",
                "Rabatt %": german(discount, 1),
                "Lieferzeit (Wochen)": str(rng.choice((3, 4, 6, 8, 10, 14))) if stage != "Prospecting" else "",
            }
        )
    return rows


def make_buying_centre(
    rng: random.Random, deals: list[dict[str, str]], contacts: list[dict[str, str]]
) -> list[dict[str, str]]:
    roles = ("Economic Buyer", "Champion", "Technical Evaluator", "Procurement", "Blocker")
    rows = []
    for deal in deals:
        people = [contact for contact in contacts if contact["Firma"] == deal["account"]]
        if deal["deal_stage"] not in ("Engaging", "Angebot") or not people:
            continue
        for contact, role in zip(rng.sample(people, k=min(3, len(people))), rng.sample(roles, k=3), strict=True):
            rows.append({"opportunity_id": deal["opportunity_id"], "contact": contact["E-Mail"], "role": role})
    return rows


def make_activities(
    rng: random.Random, accounts: list[Account], contacts: list[dict[str, str]]
) -> list[dict[str, str]]:
    people = {account.name: [c for c in contacts if c["Firma"] == account.name] for account in accounts}
    touched = [account for account in accounts if account.name != NEVER_TOUCHED]
    weights = [rng.uniform(0.4, 2.2) for _ in touched]
    kinds = ("Anruf", "E-Mail", "Besuch", "Messe", "Web")
    plan = [  # everybody else heard from us lately
        (account, between(rng, date(2026, 10, 27), date(2026, 11, 19)), rng.choice(kinds[:3]))
        for account in touched
        if account.name not in QUIET
    ]
    visits = {"Donaublick Kliniken AG": date(2026, 12, 3), "Helvoria Pharma AG": date(2026, 11, 26)}
    plan += [(account, visits[account.name], "Besuch") for account in touched if account.name in visits]
    while len(plan) < 1500:
        account = rng.choices(touched, weights)[0]
        last = date(2026, 10, 12) if account.name in QUIET else date(2026, 11, 19)
        day = between(rng, date(2025, 6, 2), last)
        if day.weekday() < 5:
            plan.append((account, day, rng.choices(kinds, (30, 36, 14, 5, 15))[0]))
    plan.sort(key=lambda item: item[1])
    rows = []
    for place, (account, day, kind) in enumerate(plan):
        marketing = kind in ("Messe", "Web") or (kind == "E-Mail" and rng.random() < 0.3)
        running = [c[0] for c in CAMPAIGNS if c[2] <= day <= c[3]]
        at = datetime(day.year, day.month, day.day, rng.randint(8, 16), rng.choice((0, 10, 15, 30, 40, 45)))
        contact = rng.choice(people[account.name])["E-Mail"] if kind != "Web" or rng.random() < 0.3 else ""
        person = rng.choice(("Fenja Lorenz", "Odile Marchetti")) if marketing else account.owner
        rows.append(
            {
                "activity_id": f"T{place + 50001}",
                "logged_at": at.strftime("%d.%m.%Y %H:%M"),
                "account": account.name,
                "contact_email": contact,
                "sales_agent": "" if kind == "Web" else person,
                "kind": kind,
                "direction": "eingehend" if kind == "Web" or rng.random() < 0.35 else "ausgehend",
                "side": "Marketing" if marketing else "Vertrieb",
                "campaign": rng.choice(running) if marketing and running and rng.random() < 0.6 else "",
                "subject": rng.choice(SUBJECTS[kind]),
            }
        )
    return rows


def main() -> None:
    rng = random.Random(20261120)
    accounts = make_accounts(rng)
    contacts = make_contacts(rng, accounts)
    deals = make_deals(rng, accounts)
    roles = make_buying_centre(rng, deals, contacts)
    activities = make_activities(rng, accounts, contacts)
    keys = ("sales_agent", "email", "position", "manager", "regional_office", "team", "active")
    team = [dict(zip(keys, (member[0], our_mail(member[0]), *member[1:]), strict=True)) for member in TEAM]
    products = [
        {"Artikel": name, "Produktgruppe": group, "Listenpreis": f"{german(price)} EUR"}
        for name, group, price in PRODUCTS
    ]
    campaigns = [
        {
            "campaign": name,
            "channel": channel,
            "start": dotted(start),
            "end": dotted(end),
            "spend": german(spend),
            "currency": currency,
            "state": state,
        }
        for name, channel, start, end, spend, currency, state in CAMPAIGNS
    ]
    write("sales_teams.csv", team, ",", "utf-8")
    write("produkte.csv", products, ";", "utf-8")
    write("firmen.csv", [account.row for account in accounts], ";", "cp1252")
    write("ansprechpartner.csv", contacts, ";", "utf-8-sig")
    write("sales_pipeline.csv", deals, ",", "utf-8")
    write("buying_center.csv", roles, ",", "utf-8")
    write("campaigns.csv", campaigns, ";", "utf-8")
    write("activity_log.csv", activities, ";", "utf-8")


if __name__ == "__main__":
    main()
