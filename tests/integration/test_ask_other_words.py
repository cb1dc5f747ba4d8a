"""A French store and an English one, asked in other words and languages than their own."""

import datetime as dt
import textwrap

import pytest

from knowledge.search import NoteSearcher
from skills.ask import ask as ask_skill
from skills.contracts import Ask, Context
from storage.audience import Audience, Reader
from storage.database import Database
from storage.importers.mapping import parse_mapping
from storage.importers.running import run_import

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
MAPPING = """
source: crm
as_of: 2026-11-20
currency: EUR
files:
  accounts.csv:
    table: accounts
    id: ID
    visibility: {column: Partage}
    columns: {ID: ignore, Nom: name, Secteur: industry, Pays: country}
  contacts.csv:
    table: contacts
    id: ID
    columns: {ID: ignore, Nom: name, Compte: account, Division: department, Poste: title, Courriel: email}
  deals.csv:
    table: opportunities
    id: ID
    columns: {ID: ignore, Nom: name, Compte: account, Phase: stage, Montant: amount}
    stages: {Devis: qualified, Gagné: won, Perdu: lost}
"""
ACCOUNTS = """
    ID,Nom,Secteur,Pays,Partage,Niveau de service,Nombre de laboratoires,Stérilisation,Maintenance,Fin de maintenance
    A1,Valmorin,Hôpital,France,everyone,Argent,12,Vapeur,oui,2027-03-31
    A2,Rochebrune,Hôpital,Suisse,everyone,Or,4,Air chaud,non,
    A3,Sauverny,Université,France,everyone,Argent,7,Vapeur,oui,2026-12-31
    A4,Brisefer,Agroalimentaire,Belgique,everyone,Bronze,2,Air chaud,non,
    A5,Corbelin,Assurance,France,team:North,Bronze,1,Vapeur,non,
"""
CONTACTS = """
    ID,Nom,Compte,Division,Poste,Courriel
    C1,Anne Roux,A1,Achats,Responsable achats,anne@valmorin.example
    C2,Luc Perret,A1,Qualité,Responsable qualité,luc@valmorin.example
    C3,Marie Blanc,A2,Achats,Acheteur,marie@rochebrune.example
    C4,Paul Morel,A3,Informatique,Directeur informatique,paul@sauverny.example
"""
DEALS = """
    ID,Nom,Compte,Phase,Montant,Délai de livraison (semaines),Motif de perte
    D1,Laveurs,A1,Devis,1000,6,
    D2,Autoclaves,A2,Perdu,2000,10,Prix
    D3,Pose,A3,Perdu,4000,2,Pas de budget
"""
NORTH = Reader("nora@us.example", "North")
SOUTH = Reader("sam@us.example", "South")


@pytest.fixture(scope="module")
def ask(tmp_path_factory, embedder):
    folder = tmp_path_factory.mktemp("french")
    database = Database(f"sqlite:///{folder}/store.db")
    database.upgrade()
    paths = []
    for name, content in (("accounts", ACCOUNTS), ("contacts", CONTACTS), ("deals", DEALS)):
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(textwrap.dedent(content).lstrip(), encoding="utf-8")
    run_import(database, paths, parse_mapping(MAPPING), now=NOW)
    context = Context(database, lambda: NoteSearcher(database, embedder))
    yield lambda text, by=SOUTH: ask_skill.run(Ask(text, by.email, Audience.of(by), (), NOW), context)
    database.close()


@pytest.mark.parametrize(
    ("question", "told", "never"),
    [
        ("which hospitals do we have in France?", ("Valmorin",), ("Rochebrune", "Sauverny")),
        ("how many hospitals are there?", ("2",), ()),
        ("list our universities", ("Sauverny",), ("Valmorin",)),
        ("Krankenhäuser in der Schweiz", ("Rochebrune",), ("Valmorin",)),
        ("accounts with silver service", ("Valmorin", "Sauverny"), ("Rochebrune",)),
        ("service level of Rochebrune?", ("Or",), ()),
        ("how many labs does Valmorin have?", ("12",), ()),
        ("number of laboratories at Sauverny", ("7",), ()),
        ("sum of labs in hospitals", ("16",), ()),
        ("Sterilisation von Rochebrune", ("Air chaud",), ()),
        ("sterilisation at Valmorin", ("Vapeur",), ()),
        ("which accounts use hot air?", ("Rochebrune", "Brisefer"), ("Valmorin",)),
        ("people in purchasing", ("Anne Roux", "Marie Blanc"), ("Luc Perret",)),
        ("contacts in quality", ("Luc Perret",), ("Anne Roux",)),
        ("heads of purchasing in France", ("Anne Roux",), ("Marie Blanc",)),
        ("average delivery time of open deals", ("6",), ()),
        ("average lead time of lost deals", ("6",), ()),
        ("how many deals were lost for lack of budget?", ("1",), ()),
        ("end of maintenance at Sauverny", ("31 Dec 2026",), ()),
        ("open pipeline", ("1,000 EUR",), ()),  # no deal is called a renewal: none is left out
        ("win rate", ("0",), ()),
    ],
)
def test_other_words_find_what_the_store_calls_its_own_way(ask, question, told, never):
    reply = ask(question)
    said = " | ".join([reply.text, *(cell for table in reply.tables for row in table.rows for cell in row)])
    assert reply.status == "answered", (question, reply.understood, said)
    for part in told:
        assert part in said, (part, reply.understood, said)
    for part in never:
        assert part not in said, (part, reply.understood, said)


@pytest.mark.parametrize(
    "question",
    [
        "how many hospital beds do we have?",
        "universities in Portugal with silver service and a swimming pool",
        "steam consumption of the hospitals",
        "gold price at Rochebrune",
        "how many nurses work in purchasing?",
        "which pharmacies do we have?",
    ],
)
def test_a_word_that_has_no_part_is_not_passed_over(ask, question):
    assert ask(question).status == "abstained", ask(question).understood


def test_a_hidden_value_cannot_be_said_in_other_words(ask):
    assert "Corbelin" in ask("insurers in France", NORTH).text
    hidden, absent = ask("insurers in France"), ask("pharmacies in France")
    assert hidden.status == absent.status == "abstained"
    assert "Assurance" not in hidden.text + hidden.understood


def test_a_word_that_stands_for_two_things_of_one_table_means_neither(ask):
    reply = ask("energy accounts")
    assert reply.status == "abstained"
