"""The sixty accounts of the demo company, written by hand. All fiction."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """One account. `tier` is a dated path such as `1:few > 1:1 @2026-07-01`; `-` means off the list.

    `rhythm`: hot, warm, cool or quiet; `silent @DATE` ends with that day; `machine @DATE` means no human touch
    after that day; `spike @DATE` bursts from that day on.
    """

    name: str
    industry: str
    country: str
    city: str
    founded: int
    employees: int
    revenue: int  # million USD
    lifecycle: str
    owner: str
    tier: str
    rhythm: str
    erp: str
    about: str
    domains: str
    aliases: str = ""
    former: str = ""
    parent: str = ""
    visibility: str = "everyone"
    fleet: int | None = None
    portal: str = ""
    residency: str = ""
    nps: int | None = None
    health: int | None = None
    only: str = ""  # "NAME since DATE": nobody else there has been written to from that day on


LOG, MAN, HEA, RET = "Logistics", "Manufacturing", "Healthcare", "Retail"
ENE, INS, FOO, CON = "Energy and Utilities", "Insurance", "Food and Beverage", "Construction"
US, UK, DE, CA = "United States", "United Kingdom", "Germany", "Canada"
CUS, OPP, PRO, FOR = "Customer", "Opportunity", "Prospect", "Former Customer"

ACCOUNTS = [
    # --- logistics ---
    Account(
        "Halden Freight", LOG, US, "Baltimore", 1978, 3400, 910, CUS, "dana", "1:few > 1:1 @2026-01-01", "hot",
        "Orbis ERP", "Regional trucking and drayage carrier on the Atlantic coast; family-founded, owned by its "
        "managers since 2019. Runs its carrier messages over Quay Connect.",
        "haldenfreight.example; halden-drayage.example", "Halden; HFX", "Halden & Sons Haulage",
        fleet=1240, portal="SupplyArc", residency="US only", nps=38, health=74,
    ),
    Account(
        "Ravensmoor Logistics", LOG, UK, "Leeds", 1991, 2100, 465, CUS, "freya", "1:few", "warm", "Ledgerline",
        "Contract logistics for retailers in the north of England. Sold its Scandinavian arm in 2019; the two "
        "companies share a name and nothing else.",
        "ravensmoor.example", "Ravensmoor; RML", fleet=610, portal="Tenderhall", residency="UK only", nps=44, health=81,
    ),
    Account(
        "Ravensmoor Logistics Nordic", LOG, "Sweden", "Gothenburg", 2006, 780, 172, OPP, "freya", "1:many", "cool",
        "NordBok", "Scandinavian road and ferry freight. Independent of the English Ravensmoor since the sale of 2019 "
        "and due to take a name of its own.",
        "ravensmoor-nordic.example", "Ravensmoor; Ravensmoor Nordic; RLN", fleet=290, residency="EU only",
    ),
    Account(
        "Tallgrass Carriers", LOG, US, "Omaha", 1984, 1650, 388, CUS, "marcus", "1:few", "warm", "Orbis ERP",
        "Refrigerated and dry-van trucking in the Midwest; renamed in March 2025 after merging two yards.",
        "tallgrasscarriers.example; prairielinetrucking.example", "Tallgrass", "Prairie Line Trucking",
        fleet=870, residency="US only", nps=52, health=86,
    ),
    Account(
        "Bexley Harbour Terminals", LOG, UK, "Felixstowe", 1969, 1900, 540, OPP, "callum", "1:1", "hot", "Ledgerline",
        "Container terminal operator with two deep-sea berths; replacing a home-made gate and booking system.",
        "bexleyharbour.example", "Bexley Harbour; BHT", fleet=145, portal="Tenderhall", residency="UK only",
    ),
    Account(
        "Portobravo Cargas", LOG, "Brazil", "Santos", 1998, 1200, 205, PRO, "sofia", "1:many", "quiet",
        "Contabil Norte", "Port drayage and customs broker in Santos.", "portobravo.example", "Portobravo", fleet=330,
    ),
    Account(
        "Eiderkanal Spedition", LOG, DE, "Kiel", 1957, 1450, 398, CUS, "jonas", "1:few", "warm", "Kontor One",
        "Forwarder for Baltic trade; parent of a cold-store operator in Bremerhaven.",
        "eiderkanal.example", "Eiderkanal", fleet=420, residency="EU only", nps=41, health=78,
    ),
    Account(
        "Maple Spur Rail Services", LOG, CA, "Winnipeg", 1988, 960, 214, OPP, "kofi", "1:many > 1:few @2026-04-01",
        "warm", "Ledgerline", "Short-line rail and wagon maintenance for grain and potash.",
        "maplespur.example", "Maple Spur", fleet=75, residency="Canada only",
    ),
    Account(
        "Quillon Parcel Network", LOG, US, "Memphis", 2011, 5200, 1240, PRO, "dana", "1:many", "cool", "Orbis ERP",
        "Overnight parcel network of 38 franchise depots.", "quillonparcel.example", "Quillon; QPN", fleet=2650,
        portal="SupplyArc", residency="US only",
    ),
    Account(
        "Hanseport Kühllogistik", LOG, DE, "Bremerhaven", 1994, 410, 88, CUS, "jonas", "1:many", "cool", "Kontor One",
        "Cold stores at the fish quay; belongs to Eiderkanal Spedition and buys under its frame agreement.",
        "hanseport-kuehl.example", "Hanseport", parent="Eiderkanal Spedition", fleet=60, residency="EU only", nps=35,
        health=70,
    ),
    # --- manufacturing ---
    Account(
        "Sundermann Maschinenbau", MAN, DE, "Stuttgart", 1948, 4800, 1320, OPP, "katarina", "1:few > 1:1 @2026-01-01",
        "hot", "Kontor One", "Family-owned maker of packaging machines; third generation in charge, seven plants.",
        "sundermann.example; sundermann-service.example", "Sundermann; SMB", "Gebrüder Sundermann",
        portal="SupplyArc", residency="EU only",
    ),
    Account(
        "Quintara Components", MAN, "Mexico", "Monterrey", 1996, 3100, 470, CUS, "sofia", "1:few", "warm", "MillStack",
        "Seat and steering components for commercial vehicles; two plants, a third one under construction in Saltillo.",
        "quintara.example", "Quintara", residency="None", nps=29, health=66,
    ),
    Account(
        "Ferrowick Castings", MAN, UK, "Sheffield", 1932, 620, 118, OPP, "callum", "1:many", "silent @2026-10-02",
        "MillStack", "Foundry for pump and valve bodies.", "ferrowick.example", "Ferrowick", residency="UK only",
    ),
    Account(
        "Obsidian Ridge Tooling", MAN, US, "Milwaukee", 1967, 880, 190, CUS, "marcus", "1:many > 1:few @2026-07-01",
        "warm", "MillStack", "Cutting tools and fixtures for aerospace shops.", "obsidianridge.example",
        "Obsidian Ridge; ORT", residency="US only", nps=61, health=90,
    ),
    Account(
        "Vasterholm Pumps", MAN, "Sweden", "Västerås", 1951, 1350, 330, CUS, "freya", "1:few", "cool", "NordBok",
        "Industrial pumps and after-sales service in 30 countries.", "vasterholm.example", "Vasterholm",
        residency="EU only", nps=47, health=80,
    ),
    Account(
        "Greybarn Plastics", MAN, US, "Grand Rapids", 1982, 540, 96, OPP, "kofi", "1:many", "silent @2026-10-09",
        "Orbis ERP", "Injection moulding for household appliances.", "greybarn.example", "Greybarn",
        residency="US only",
    ),
    Account(
        "Tiefental Antriebe", MAN, DE, "Chemnitz", 1990, 730, 142, PRO, "katarina", "1:many", "quiet", "Kontor One",
        "Gearboxes and drives for cranes.", "tiefental.example", "Tiefental", "VEB Getriebewerk Tiefental",
        residency="EU only",
    ),
    Account(
        "Aurelio Ceramiche", MAN, "Italy", "Modena", 1973, 690, 158, PRO, "jonas", "1:many > - @2026-03-31", "quiet",
        "Ledgerline", "Floor tiles for hotels and airports.", "aurelioceramiche.example", "Aurelio",
    ),
    Account(
        "Wolfram Bay Metals", MAN, CA, "Hamilton", 1959, 1720, 610, CUS, "kofi", "1:few", "cool", "Orbis ERP",
        "Speciality steel and tungsten parts; unionised, strict change windows.", "wolframbay.example", "Wolfram Bay",
        residency="Canada only", nps=18, health=55,
    ),
    # --- healthcare ---
    Account(
        "Kestrel Bay Health", HEA, US, "Seattle", 1963, 7900, 1980, OPP, "dana", "1:1", "silent @2026-09-30",
        "Ledgerline", "Nine hospitals and a clinic network on Puget Sound.", "kestrelbay.example; kbhealth.example",
        "Kestrel Bay; KBH", portal="Bidhaven", residency="US only",
    ),
    Account(
        "Pinecrest Surgical Partners", HEA, US, "Nashville", 2004, 2300, 720, OPP, "dana", "1:1", "warm", "Orbis ERP",
        "Outpatient surgery centres in six states; owners are preparing a sale, so talk to nobody outside the deal "
        "team.",
        "pinecrestsurgical.example", "Pinecrest; PSP", residency="US only",
        visibility="people:dana@lumenquay.example,renee@lumenquay.example,margaret@lumenquay.example",
    ),
    Account(
        "St. Aldhelm Hospitals", HEA, UK, "Bristol", 1948, 6100, 690, CUS, "callum", "1:few", "warm", "Ledgerline",
        "Hospital trust of four sites; buys through a framework only.", "staldhelm.example", "St Aldhelm; Aldhelm",
        portal="Tenderhall", residency="UK only", nps=33, health=72,
    ),
    Account(
        "Corvida Diagnostics", HEA, US, "San Diego", 2009, 1100, 284, CUS, "marcus", "1:few", "warm", "Orbis ERP",
        "Laboratory chain for allergy and hormone tests.", "corvida.example", "Corvida", "Pacific Assay Labs",
        residency="US only", nps=56, health=88,
    ),
    Account(
        "Klinikverbund Oberweser", HEA, DE, "Kassel", 1974, 5400, 560, OPP, "katarina", "1:few", "cool", "Kontor One",
        "Public group of five hospitals; every purchase above 215,000 EUR is tendered across Europe.",
        "kv-oberweser.example", "KV Oberweser; Oberweser", portal="Vergabetor", residency="EU only",
    ),
    Account(
        "Meridian Vale Clinics", HEA, CA, "Calgary", 1999, 840, 121, OPP, "sofia", "1:many", "machine @2026-10-05",
        "Ledgerline", "Family medicine and imaging clinics in Alberta.", "meridianvale.example", "Meridian Vale",
        residency="Canada only",
    ),
    Account(
        "Havnsund Care", HEA, "Denmark", "Aarhus", 2002, 1500, 176, OPP, "freya", "1:many", "silent @2026-08-28",
        "NordBok", "Home care and rehabilitation for 22 municipalities.", "havnsund.example", "Havnsund",
        residency="EU only",
    ),
    Account(
        "Sorrel Pharmacy Group", HEA, US, "Minneapolis", 1987, 2750, 940, PRO, "marcus", "1:many", "cool", "Orbis ERP",
        "Community and mail-order pharmacies.", "sorrelrx.example; sorrelpharmacy.example", "Sorrel",
        residency="US only",
    ),
    # --- retail ---
    Account(
        "Oakhollow Stores", RET, CA, "Toronto", 1971, 6800, 1450, OPP, "sofia",
        "1:many > 1:few @2026-04-01 > 1:1 @2026-10-01", "spike @2026-10-12", "Orbis ERP",
        "Home and garden chain of 118 stores, rebuilding its supply planning.",
        "oakhollow.example", "Oakhollow", fleet=85, portal="Bidhaven", residency="Canada only",
    ),
    Account(
        "Solenne Beauté", RET, "France", "Paris", 1986, 2200, 615, PRO, "callum", "1:few", "cool", "Ledgerline",
        "Perfume and cosmetics boutiques. Its general counsel has asked us to write to one named person only.",
        "solenne.example", "Solenne", residency="EU only", only="Lucie Barreau since 2026-05-06",
    ),
    Account(
        "Tamarind & Vale", RET, US, "Chicago", 1994, 4100, 1080, OPP, "marcus", "1:1", "warm", "Orbis ERP",
        "Furniture and tableware stores; the project is confidential until their board has approved it.",
        "tamarindvale.example", "Tamarind and Vale; T&V", visibility="team:Enterprise Americas", portal="SupplyArc",
        residency="US only",
    ),
    Account(
        "Fennimore Outfitters", RET, US, "Salt Lake City", 1977, 1900, 430, CUS, "kofi", "1:few > 1:many @2026-07-01",
        "cool", "MillStack", "Outdoor clothing, half of it sold online.", "fennimore.example", "Fennimore",
        residency="US only", nps=49, health=83,
    ),
    Account(
        "Pellworth Homeware", RET, UK, "Manchester", 1965, 3300, 505, OPP, "callum", "1:few", "warm", "Ledgerline",
        "Mid-price kitchen and bath chain of 74 shops.", "pellworth.example", "Pellworth", "Pellworth & Daughters",
        fleet=40, residency="UK only",
    ),
    Account(
        "Grünhof Märkte", RET, DE, "Hannover", 1961, 5900, 1390, CUS, "jonas", "1:1 > 1:few @2026-07-01", "warm",
        "Kontor One", "Supermarkets of northern Germany, a cooperative of 140 grocers.",
        "gruenhof.example; gruenhof-maerkte.example", "Grünhof; Gruenhof", fleet=210, residency="EU only", nps=27,
        health=63,
    ),
    Account(
        "Casa Lirio", RET, "Spain", "Valencia", 1979, 1700, 290, OPP, "katarina", "1:many", "silent @2026-09-11",
        "Ledgerline", "Household textiles in 96 shops.", "casalirio.example", "Lirio", residency="EU only",
    ),
    Account(
        "Bluethistle Pets", RET, US, "Austin", 2013, 950, 240, FOR, "kofi", "1:many > - @2026-03-31", "quiet",
        "Orbis ERP", "Pet supplies, mostly subscription. Left us in 2026 for a cheaper tool.",
        "bluethistle.example", "Bluethistle", residency="US only",
    ),
    # --- energy ---
    Account(
        "Nordalen Power", ENE, "Norway", "Oslo", 1921, 3900, 2850, CUS, "freya", "1:1", "hot", "NordBok",
        "Hydropower producer and grid owner, listed; buying its way into the German market.",
        "nordalen.example; nordalenkraft.example", "Nordalen; Nordalen Kraft", portal="SupplyArc",
        residency="EU only", nps=58, health=91,
    ),
    Account(
        "Havelbruck Energie", ENE, DE, "Potsdam", 1992, 1250, 480, CUS, "jonas", "1:few", "cool", "Kontor One",
        "Municipal power and heat supplier. Takeover talks under way: nothing about this account leaves the team.",
        "havelbruck.example", "Havelbruck", visibility="team:EMEA Central", residency="EU only", nps=31, health=60,
    ),
    Account(
        "Cinder Creek Utilities", ENE, US, "Tulsa", 1938, 2100, 870, OPP, "dana", "1:few", "cool", "Ledgerline",
        "Gas and water utility in eastern Oklahoma.", "cindercreek.example", "Cinder Creek; CCU", fleet=510,
        portal="Bidhaven", residency="US only",
    ),
    Account(
        "Westering Wind", ENE, "Ireland", "Galway", 2008, 360, 205, OPP, "callum", "1:many", "silent @2026-10-01",
        "Ledgerline", "Onshore wind developer and operator, 31 sites.", "westeringwind.example", "Westering",
        residency="EU only",
    ),
    Account(
        "Altamesa Solar", ENE, US, "Albuquerque", 2010, 640, 310, CUS, "kofi", "1:few", "warm", "Orbis ERP",
        "Builds and runs solar parks for municipal utilities.", "altamesa.example", "Altamesa", residency="US only",
        nps=64, health=92,
    ),
    Account(
        "Gannet Offshore Services", ENE, UK, "Aberdeen", 1976, 1150, 355, FOR, "callum", "1:many", "quiet",
        "Ledgerline",
        "Crew and supply vessels for the North Sea. Dropped our archive in 2025 when it cut its IT budget.",
        "gannetoffshore.example", "Gannet", fleet=28, residency="UK only",
    ),
    Account(
        "Trois-Rives Hydro", ENE, CA, "Québec", 1953, 1480, 690, PRO, "kofi", "1:many", "cool", "Ledgerline",
        "Run-of-river hydro stations; all documents must be available in French.", "troisrives.example", "Trois-Rives",
        residency="Canada only",
    ),
    # --- insurance ---
    Account(
        "Brellwood Mutual", INS, US, "Hartford", 1904, 2600, 1760, CUS, "marcus", "1:1", "warm", "Ledgerline",
        "Mutual insurer for farms and small firms; runs its claims archive on Quay Vault.",
        "brellwood.example; brellwoodmutual.example", "Brellwood; BMI", "Farmers' Mutual of Brellwood",
        portal="Bidhaven", residency="US only", nps=45, health=77,
    ),
    Account(
        "Aldergate Insurance", INS, UK, "London", 1889, 3500, 2240, CUS, "freya", "1:1", "warm", "Ledgerline",
        "Commercial property and liability insurer at Aldergate Court; unhappy since the outage of September.",
        "aldergate.example", "Aldergate", portal="Tenderhall", residency="UK only", nps=-12, health=34,
    ),
    Account(
        "Stonehithe Re", INS, UK, "London", 1998, 420, 890, PRO, "callum", "1:many", "cool", "Ledgerline",
        "Reinsurer of flood and storm risk.", "stonehithe.example", "Stonehithe", residency="UK only",
    ),
    Account(
        "Deichgraf Versicherung", INS, DE, "Oldenburg", 1926, 1250, 760, CUS, "katarina", "1:few", "warm", "Kontor One",
        "Regional insurer for households and dike associations.", "deichgraf.example", "Deichgraf", residency="EU only",
        nps=50, health=84,
    ),
    Account(
        "Prairie Lantern Life", INS, US, "Des Moines", 1949, 980, 640, CUS, "dana", "1:few", "cool", "Ledgerline",
        "Life and annuity carrier with 1,900 independent agents.", "prairielantern.example", "Prairie Lantern; PLL",
        residency="US only", nps=40, health=76,
    ),
    Account(
        "Assurances Belcastel", INS, "France", "Lyon", 1934, 1650, 980, PRO, "jonas", "1:many", "quiet", "Ledgerline",
        "Health and motor insurer for teachers.", "belcastel.example", "Belcastel", residency="EU only",
    ),
    Account(
        "Saltmarsh Marine Underwriters", INS, US, "Charleston", 1969, 310, 270, OPP, "marcus", "1:many",
        "silent @2026-10-16", "Ledgerline", "Hull and cargo cover for coastal shipping.", "saltmarshmarine.example",
        "Saltmarsh", residency="US only",
    ),
    # --- food ---
    Account(
        "Vintervik Seafood", FOO, "Norway", "Bergen", 1983, 1150, 520, OPP, "freya", "1:few", "warm", "NordBok",
        "Salmon farmer and processor with 14 sites between Bergen and Ålesund.", "vintervik.example", "Vintervik",
        fleet=46, residency="EU only",
    ),
    Account(
        "Marchfield Group", FOO, UK, "Cardiff", 1955, 5100, 940, CUS, "callum", "1:1", "warm", "MillStack",
        "Holding of a dairy and a bakery business; IT and procurement are decided at group level.",
        "marchfieldgroup.example", "Marchfield", portal="Tenderhall", residency="UK only", nps=42, health=79,
    ),
    Account(
        "Marchfield Dairies", FOO, UK, "Carmarthen", 1955, 2400, 480, CUS, "callum", "1:few", "cool", "MillStack",
        "Milk, butter and cheese; the dairy arm of Marchfield Group.", "marchfielddairies.example", "",
        parent="Marchfield Group", fleet=190, residency="UK only", nps=39, health=75,
    ),
    Account(
        "Marchfield Bakeries", FOO, UK, "Newport", 1972, 1800, 310, OPP, "callum", "1:few", "cool", "Ledgerline",
        "Sliced bread and cakes for supermarkets; joined Marchfield Group in 2017.", "marchfieldbakeries.example", "",
        "Severn Crust", parent="Marchfield Group", fleet=120, residency="UK only",
    ),
    Account(
        "Cobbler's Peak Coffee", FOO, US, "Denver", 2005, 720, 165, CUS, "sofia", "1:many > 1:few @2026-07-01", "warm",
        "Orbis ERP", "Roastery and 52 cafés in the mountain states.", "cobblerspeak.example", "Cobblers Peak",
        residency="None", nps=66, health=94,
    ),
    Account(
        "Olivar del Sur", FOO, "Spain", "Seville", 1968, 880, 240, PRO, "katarina", "1:many", "quiet", "Ledgerline",
        "Olive oil cooperative of 3,100 growers.", "olivardelsur.example", "Olivar", residency="EU only",
    ),
    Account(
        "Bergfried Brauerei", FOO, DE, "Bamberg", 1843, 460, 97, CUS, "jonas", "1:many", "cool", "Kontor One",
        "Brewery and beverage wholesaler.", "bergfried.example", "Bergfried", fleet=70, residency="EU only", nps=55,
        health=87,
    ),
    # --- construction ---
    Account(
        "Copperline Builders", CON, US, "Phoenix", 1985, 2900, 1130, OPP, "dana", "1:few", "warm", "MillStack",
        "General contractor for schools and hospitals; chose a competitor in March 2026 and came back in autumn.",
        "copperline.example", "Copperline; CLB", fleet=380, portal="Bidhaven", residency="US only",
    ),
    Account(
        "Tannhausen Bau", CON, DE, "Dortmund", 1966, 1950, 540, PRO, "katarina", "1:many", "cool", "Kontor One",
        "Bridges and noise barriers.", "tannhausen.example", "Tannhausen", fleet=260, residency="EU only",
    ),
    Account(
        "Stratton Weir Engineering", CON, UK, "Birmingham", 1981, 1300, 350, OPP, "freya", "1:many",
        "machine @2026-10-08", "Ledgerline", "Water and tunnel engineering.", "strattonweir.example", "Stratton Weir",
        residency="UK only",
    ),
    Account(
        "Kauri Point Constructions", CON, "New Zealand", "Auckland", 1993, 830, 260, FOR, "sofia",
        "1:many > - @2026-06-30", "quiet", "MillStack",
        "Housing and marinas. Left us in 2025 after a change of owner.", "kauripoint.example", "Kauri Point",
        fleet=95, residency="None",
    ),
]  # fmt: skip

REGIONS = {
    US: "North America",
    CA: "North America",
    "Mexico": "Latin America",
    "Brazil": "Latin America",
    "New Zealand": "Asia Pacific",
}  # fmt: skip  - every other country is EMEA
