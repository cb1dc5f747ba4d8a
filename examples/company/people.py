"""Lumenquay, the vendor of the demo: its people, products and quota. All fiction."""

from __future__ import annotations

from typing import NamedTuple

VENDOR = "Lumenquay"
VENDOR_DOMAIN = "lumenquay.example"


class Person(NamedTuple):
    key: str  # lower-case first name: how the other profiles refer to somebody
    name: str
    role: str  # as the CRM words it; map.yaml translates
    team: str
    office: str
    manager: str
    active: bool = True

    @property
    def email(self) -> str:
        return f"{self.key}@{VENDOR_DOMAIN}"


PEOPLE = [
    Person("margaret", "Margaret Osei", "Leadership", "Executive", "Boston", ""),
    Person("renee", "Renee Castellanos", "Leadership", "Enterprise Americas", "Boston", "margaret"),
    Person("devon", "Devon Park", "Leadership", "Growth Americas", "Toronto", "margaret"),
    Person("tomas", "Tomas Lindqvist", "Leadership", "EMEA North", "London", "margaret"),
    Person("anke", "Anke Sommer", "Leadership", "EMEA Central", "Hamburg", "margaret"),
    Person("priya", "Priya Raghunathan", "Leadership", "ABM Marketing", "London", "margaret"),
    Person("oliver", "Oliver Brandt", "Leadership", "Customer Success", "Hamburg", "margaret"),
    Person("dana", "Dana Whitlock", "Account Executive", "Enterprise Americas", "Boston", "renee"),
    Person("marcus", "Marcus Bell", "Account Executive", "Enterprise Americas", "Boston", "renee"),
    Person("victor", "Victor Hale", "Account Executive", "Enterprise Americas", "Boston", "renee", False),
    Person("sofia", "Sofia Amaral", "Account Executive", "Growth Americas", "Toronto", "devon"),
    Person("kofi", "Kofi Mensah", "Account Executive", "Growth Americas", "Toronto", "devon"),
    Person("freya", "Freya Lindholm", "Account Executive", "EMEA North", "London", "tomas"),
    Person("callum", "Callum Reid", "Account Executive", "EMEA North", "London", "tomas"),
    Person("jonas", "Jonas Petersen", "Account Executive", "EMEA Central", "Hamburg", "anke"),
    Person("katarina", "Katarina Vogel", "Account Executive", "EMEA Central", "Hamburg", "anke"),
    Person("lucy", "Lucy Adeyemi", "Sales Development", "Enterprise Americas", "Boston", "renee"),
    Person("rory", "Rory Keane", "Sales Development", "EMEA North", "London", "tomas"),
    Person("elif", "Elif Demir", "Sales Development", "EMEA Central", "Hamburg", "anke"),
    Person("hannah", "Hannah Brooks", "Customer Success", "Customer Success", "Boston", "oliver"),
    Person("aisling", "Aisling Byrne", "Customer Success", "Customer Success", "London", "oliver"),
    Person("mateusz", "Mateusz Kowal", "Customer Success", "Customer Success", "Hamburg", "oliver"),
    Person("grace", "Grace Okonkwo", "Marketing", "ABM Marketing", "Boston", "priya"),
    Person("theo", "Theo Marchetti", "Marketing", "ABM Marketing", "London", "priya"),
    Person("linus", "Linus Falk", "Marketing", "ABM Marketing", "Hamburg", "priya"),
]
BY_KEY = {person.key: person for person in PEOPLE}

SUPPORT_OF_TEAM = {  # sales team -> (marketer, SDR, CSM)
    "Enterprise Americas": ("grace", "lucy", "hannah"),
    "Growth Americas": ("grace", "lucy", "hannah"),
    "EMEA North": ("theo", "rory", "aisling"),
    "EMEA Central": ("linus", "elif", "mateusz"),
}


class Product(NamedTuple):
    name: str
    family: str
    price: int  # list price of a year, USD
    about: str


PRODUCTS = [
    Product("Quay Connect", "Integration", 120_000, "moves orders, stock and shipping messages between systems"),
    Product("Quay Flow", "Automation", 90_000, "approval and exception workflows"),
    Product("Quay Sight", "Analytics", 150_000, "planning and operations analytics"),
    Product("Quay Vault", "Records", 60_000, "document and records archive with retention rules"),
    Product("Quay Pulse", "Partner network", 45_000, "portal for suppliers, carriers and brokers"),
]

TARGETS = {  # team -> quota of each quarter, USD
    "Enterprise Americas": [260_000, 340_000, 280_000, 300_000, 310_000, 420_000, 300_000],
    "Growth Americas": [150_000, 200_000, 160_000, 170_000, 180_000, 260_000, 190_000],
    "EMEA North": [260_000, 340_000, 280_000, 310_000, 320_000, 450_000, 330_000],
    "EMEA Central": [180_000, 250_000, 190_000, 210_000, 220_000, 380_000, 230_000],
}
QUARTERS = ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"]
