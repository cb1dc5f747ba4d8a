"""Contacts who play a part in a story, and the names and titles from which the others are made. All fiction."""

from __future__ import annotations

# account -> (name, title, seniority, department, event); event: "left DATE", "opted out DATE", "joined DATE" or ""
NAMED: dict[str, list[tuple[str, str, str, str, str]]] = {
    "Halden Freight": [
        ("Ines Okafor", "Director of Transport Systems", "Director", "IT", ""),
        ("Gerard Pruitt", "Chief Financial Officer", "C-level", "Finance", ""),
        ("Naomi Trask", "Head of Procurement", "Director", "Procurement", ""),
        ("Leo Banerjee", "Integration Manager", "Manager", "IT", ""),
        ("Wanda Kowalczyk", "General Counsel", "C-level", "Legal", ""),
        ("Andre Whitfield", "VP Operations", "VP", "Operations", "joined 2026-08-03"),
        ("Sylvie Tran", "Dispatch Supervisor", "Specialist", "Operations", ""),
        ("Paul Renner", "VP Operations", "VP", "Operations", "left 2026-06-30"),
    ],
    "Ravensmoor Logistics": [
        ("Helen Ashworth", "Operations Director", "Director", "Operations", ""),
        ("Imran Qureshi", "Head of IT", "Director", "IT", ""),
        ("Joan Tetley", "Finance Director", "VP", "Finance", ""),
    ],
    "Ravensmoor Logistics Nordic": [
        ("Henrik Aslund", "Chief Executive Officer", "C-level", "Management", ""),
        ("Karin Sjöberg", "IT Manager", "Manager", "IT", ""),
    ],
    "Tallgrass Carriers": [
        ("Jolene Hart", "VP Fleet Systems", "VP", "IT", ""),
        ("Curtis Bohn", "Chief Financial Officer", "C-level", "Finance", ""),
    ],
    "Bexley Harbour Terminals": [
        ("Fiona Strickland", "Terminal Systems Director", "Director", "IT", ""),
        ("Graham Tull", "Managing Director", "C-level", "Management", ""),
        ("Yusuf Karim", "Head of Gate Operations", "Manager", "Operations", ""),
        ("Ann Peverell", "Procurement Manager", "Manager", "Procurement", ""),
    ],
    "Eiderkanal Spedition": [
        ("Daniel Meyer", "Head of IT", "Director", "IT", ""),
        ("Silke Thomsen", "Managing Director", "C-level", "Management", ""),
    ],
    "Klinikverbund Oberweser": [
        ("Daniel Meyer", "Procurement Manager", "Manager", "Procurement", ""),
        ("Renate Böhmer", "Chief Nursing Officer", "C-level", "Operations", ""),
    ],
    "Sundermann Maschinenbau": [
        ("Petra Sundermann", "Chief Operating Officer", "C-level", "Operations", ""),
        ("Matthias Rehm", "Head of Digital Production", "Director", "Operations", ""),
        ("Claudia Ertl", "Strategic Purchasing Manager", "Manager", "Procurement", ""),
        ("Uwe Haberland", "IT Architect", "Specialist", "IT", ""),
        ("Jutta Krämer", "Data Protection Officer", "Manager", "Legal", ""),
    ],
    "Quintara Components": [
        ("Valeria Cantú", "Plant Systems Director", "Director", "IT", ""),
        ("Héctor Zamora", "Chief Financial Officer", "C-level", "Finance", ""),
        ("Rodrigo Elizondo", "Quality Manager", "Manager", "Quality", ""),
    ],
    "Kestrel Bay Health": [
        ("Alicia Monroe", "VP Supply Chain", "VP", "Supply Chain", "left 2026-09-15"),
        ("Raymond Cho", "Chief Information Officer", "C-level", "IT", ""),
        ("Beth Lindgren", "Director of Pharmacy Logistics", "Director", "Supply Chain", ""),
        ("Omar Haddad", "Security Architect", "Specialist", "IT", ""),
    ],
    "Pinecrest Surgical Partners": [
        ("Colleen Ambrose", "Chief Operating Officer", "C-level", "Operations", ""),
        ("Tyrone Banks", "VP Revenue Operations", "VP", "Finance", ""),
    ],
    "St. Aldhelm Hospitals": [
        ("Margery Nokes", "Director of Estates and Supplies", "Director", "Supply Chain", ""),
        ("Anil Deshpande", "Chief Information Officer", "C-level", "IT", ""),
    ],
    "Oakhollow Stores": [
        ("Priyanka Nair", "VP Supply Planning", "VP", "Supply Chain", ""),
        ("Scott Delaney", "Chief Financial Officer", "C-level", "Finance", ""),
        ("Amélie Gagnon", "Director of Merchandising Systems", "Director", "IT", ""),
        ("Trevor Lang", "Head of Indirect Procurement", "Director", "Procurement", ""),
    ],
    "Solenne Beauté": [
        ("Camille Vasseur", "Supply Chain Director", "Director", "Supply Chain", "opted out 2026-05-06"),
        ("Étienne Marchal", "General Counsel", "C-level", "Legal", "opted out 2026-05-06"),
        ("Lucie Barreau", "Chief Digital Officer", "C-level", "IT", ""),
    ],
    "Tamarind & Vale": [
        ("Julian Sato", "Chief Information Officer", "C-level", "IT", ""),
        ("Meredith Crane", "VP Merchandising Operations", "VP", "Operations", ""),
    ],
    "Grünhof Märkte": [
        ("Dörte Lammers", "Head of Logistics", "Director", "Supply Chain", ""),
        ("Thorsten Weik", "Chief Financial Officer", "C-level", "Finance", ""),
    ],
    "Nordalen Power": [
        ("Astrid Falkenberg", "Chief Digital Officer", "C-level", "IT", ""),
        ("Lars Tveit", "Head of Grid Data", "Director", "Data", ""),
        ("Bjørn Aune", "Head of Mergers and Acquisitions", "VP", "Finance", ""),
        ("Kari Solheim", "Procurement Manager", "Manager", "Procurement", ""),
    ],
    "Havelbruck Energie": [
        ("Frank Ziegler", "Managing Director", "C-level", "Management", ""),
        ("Birgit Noack", "Head of IT", "Director", "IT", ""),
    ],
    "Cinder Creek Utilities": [
        ("Dwight Farris", "Director of Field Systems", "Director", "Operations", ""),
        ("Opal Jennings", "Controller", "Director", "Finance", ""),
    ],
    "Brellwood Mutual": [
        ("Ben Hargrove", "Director of Records Management", "Director", "Operations", ""),
        ("Theodora Lasky", "Chief Claims Officer", "C-level", "Operations", ""),
        ("Martha Eddins", "Chief Financial Officer", "C-level", "Finance", ""),
        ("Samir Vora", "Enterprise Architect", "Specialist", "IT", ""),
    ],
    "Aldergate Insurance": [
        ("Rupert Fairweather", "Chief Operating Officer", "C-level", "Operations", ""),
        ("Shabnam Rahimi", "Head of Claims Systems", "Director", "IT", ""),
        ("Colin Prewett", "Procurement Lead", "Manager", "Procurement", ""),
        ("Diane Achebe", "Chief Information Security Officer", "C-level", "IT", ""),
    ],
    "Vintervik Seafood": [
        ("Solveig Dahl", "Chief Operating Officer", "C-level", "Operations", ""),
        ("Eirik Nes", "IT Manager", "Manager", "IT", ""),
        ("Marit Haugen", "Quality Director", "Director", "Quality", ""),
    ],
    "Marchfield Group": [
        ("Gwen Prosser", "Group Chief Information Officer", "C-level", "IT", ""),
        ("Dafydd Rees", "Group Procurement Director", "Director", "Procurement", ""),
    ],
    "Marchfield Dairies": [("Nia Bowen", "Plant Systems Manager", "Manager", "IT", "")],
    "Marchfield Bakeries": [("Ellis Morgan", "Head of Planning", "Director", "Supply Chain", "")],
    "Wolfram Bay Metals": [("Lorraine Petit", "IT Director", "Director", "IT", "")],
    "Copperline Builders": [
        ("Rafael Ortega", "Director of Project Controls", "Director", "Operations", ""),
        ("Linda Voss", "Chief Operating Officer", "C-level", "Operations", ""),
        ("Pete Sandoval", "IT Manager", "Manager", "IT", ""),
    ],
}


def _words(text: str) -> list[str]:
    return text.split()


ANGLO_FIRST = _words(
    "Abigail Adrian Alan Bethany Brian Carla Cheryl Craig Deborah Desmond Edith Ewan Frances Gareth Gloria Gordon "
    "Harriet Hugh Irene Isaac Janet Jerome Kelvin Keisha Laurence Lydia Malcolm Miriam Nathan Olivia Patrick "
    "Rachel Roland Sandra Simon Tabitha Terence Ursula Vernon Winifred Zachary Aaliyah Dev Farah Hiro Jasmine "
    "Kwame Lakshmi Mei Nikhil Rosa Santiago Tariq Thuy Yolanda"
)
ANGLO_LAST = _words(
    "Abernathy Adebayo Barlow Beckford Blackwood Cardwell Chaudhry Corrigan Dunmore Eastman Farrell Fitzroy Garland "
    "Gupta Hathaway Holloway Iqbal Jessop Kimura Kirkby Lockwood Lowery Maddox Mbeki Nakamura Nguyen Ostler Pemberton "
    "Quarles Ramirez Redfern Sandhu Selby Shapiro Tolliver Underhill Varga Wetherby Whitcombe Yardley Zimmer Osborne "
    "Pacheco Rowntree Stannard Thackeray Upton Delacruz Ferris Granger Hollis Ibarra Jankowski Keller Lim"
)
GERMAN_FIRST = _words(
    "Achim Annette Bernd Carola Detlef Dagmar Emre Erika Fabian Friederike Georg Gisela Holger Ilka Jens Karl Kerstin "
    "Lothar Manuela Nils Norbert Olga Philipp Rainer Sabine Sven Ulrike Volker Yasemin Wiebke"
)
GERMAN_LAST = _words(
    "Ahrens Baumgart Brinkmann Clausen Dietz Ebeling Fuhrmann Gerlach Hinrichs Jessen Kaltenbach Kessler Lorenz "
    "Mertens Niemann Oelkers Paulsen Quast Reimers Schürmann Stahl Tiedemann Uhlig Vollmer Wegener Yilmaz Zander Özkan"
)
NORDIC_FIRST = _words(
    "Anders Anneli Berit Christer Ebba Elin Fredrik Gunnar Hanne Ida Johan Kjell Liv Magnus Mona Niklas Oda Pernille "
    "Ragnhild Sigrid Stig Tove Ulf Vibeke"
)
NORDIC_LAST = _words(
    "Andreassen Berglund Bakken Carlsen Dalgaard Ekström Fossum Grønvold Hedlund Iversen Jørgensen Kjeldsen Lunde "
    "Moberg Nyström Ottesen Ravn Sandvik Strand Thorsen Vestergaard Wikström"
)
LATIN_FIRST = _words(
    "Alejandra Beatriz Carmen Cristina Diego Elena Esteban Fabiola Gonzalo Ignacio Joaquín Leticia Luca Marcela Mateo "
    "Nuria Octavio Paola Ramiro Rocío Sergio Teresa Vicente Ximena Chiara Bruno Thiago Renata"
)
LATIN_LAST = _words(
    "Aguirre Barragán Bellini Cardoso Castaño Domínguez Escudero Ferrari Figueroa Galindo Herrero Iriarte Lacerda "
    "Luque Montoya Navarro Olmedo Peixoto Quiroga Rinaldi Salcedo Tavares Urrutia Valdés Zanetti"
)
FRENCH_FIRST = _words(
    "Adèle Bastien Corinne Didier Élodie Fabrice Geneviève Hugo Isabelle Julien Laure Mathieu Nadia Olivier Pascale "
    "Rémi Sandrine Thierry Vincent Yasmine"
)
FRENCH_LAST = _words(
    "Aubert Bouchard Carpentier Delorme Fontaine Girard Hamelin Joubert Lachance Lemoine Mercier Noël Paquette Rivard "
    "Savard Tessier Vallée Benali"
)
NAMES = {
    "Germany": (GERMAN_FIRST, GERMAN_LAST, 0.85),
    "Sweden": (NORDIC_FIRST, NORDIC_LAST, 0.9),
    "Norway": (NORDIC_FIRST, NORDIC_LAST, 0.9),
    "Denmark": (NORDIC_FIRST, NORDIC_LAST, 0.9),
    "Mexico": (LATIN_FIRST, LATIN_LAST, 0.95),
    "Brazil": (LATIN_FIRST, LATIN_LAST, 0.95),
    "Spain": (LATIN_FIRST, LATIN_LAST, 0.95),
    "Italy": (LATIN_FIRST, LATIN_LAST, 0.95),
    "France": (FRENCH_FIRST, FRENCH_LAST, 0.95),
    "Canada": (FRENCH_FIRST, FRENCH_LAST, 0.25),
}
"""Country -> (first names, last names, share of names from these pools); the others are English."""

TITLES: list[tuple[str, str, str]] = [  # (title, seniority, department), in the order a team is met
    ("Head of IT", "Director", "IT"),
    ("Supply Chain Director", "Director", "Supply Chain"),
    ("Chief Financial Officer", "C-level", "Finance"),
    ("Procurement Manager", "Manager", "Procurement"),
    ("IT Manager", "Manager", "IT"),
    ("Chief Operating Officer", "C-level", "Operations"),
    ("Operations Manager", "Manager", "Operations"),
    ("Enterprise Architect", "Specialist", "IT"),
    ("VP Operations", "VP", "Operations"),
    ("Data Platform Lead", "Manager", "Data"),
    ("Business Analyst", "Specialist", "Operations"),
    ("Legal Counsel", "Manager", "Legal"),
    ("Chief Information Officer", "C-level", "IT"),
    ("Finance Controller", "Manager", "Finance"),
    ("Integration Developer", "Specialist", "IT"),
]
INDUSTRY_TITLES: dict[str, list[tuple[str, str, str]]] = {
    "Logistics": [
        ("Fleet Manager", "Manager", "Operations"),
        ("Director of Customer Solutions", "Director", "Operations"),
        ("Customs Compliance Manager", "Manager", "Legal"),
    ],
    "Manufacturing": [
        ("Plant Manager", "Director", "Operations"),
        ("Quality Manager", "Manager", "Quality"),
        ("Production Planner", "Specialist", "Supply Chain"),
    ],
    "Healthcare": [
        ("Director of Materials Management", "Director", "Supply Chain"),
        ("Clinical Systems Manager", "Manager", "IT"),
        ("Privacy Officer", "Manager", "Legal"),
    ],
    "Retail": [
        ("Director of Replenishment", "Director", "Supply Chain"),
        ("Head of E-commerce Operations", "Director", "Operations"),
        ("Store Systems Analyst", "Specialist", "IT"),
    ],
    "Energy and Utilities": [
        ("Asset Data Manager", "Manager", "Data"),
        ("Head of Field Service", "Director", "Operations"),
        ("Regulatory Affairs Manager", "Manager", "Legal"),
    ],
    "Insurance": [
        ("Head of Claims Operations", "Director", "Operations"),
        ("Records Manager", "Manager", "Operations"),
        ("Actuarial Data Lead", "Manager", "Data"),
    ],
    "Food and Beverage": [
        ("Head of Planning", "Director", "Supply Chain"),
        ("Food Safety Manager", "Manager", "Quality"),
        ("Warehouse Systems Analyst", "Specialist", "IT"),
    ],
    "Construction": [
        ("Director of Project Controls", "Director", "Operations"),
        ("Site Logistics Manager", "Manager", "Supply Chain"),
        ("Document Controller", "Specialist", "Operations"),
    ],
}
