"""Searching notes: what is found, in which order, and for whom."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from knowledge.index import open_index
from knowledge.ingest import add_notes
from knowledge.search import NoteSearcher, query_words
from storage import notes
from storage.audience import Audience, Reader, register_labels
from storage.database import Database
from storage.tables import Account

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
ALL = Audience.stranger()
PLAYBOOK = Path(__file__).parents[3] / "shared" / "data" / "playbook"

TEXTS = {
    "halden/2026-10-03 discovery call.md": (
        "# Discovery call\n\n## Budget\n\nThey have set aside 40,000 EUR for freight software.\n\n## Renewal\n\n"
        "Ines Okafor will sign the extension in March if support gets better.\n\n## Mood\n\nFriendly."
    ),
    "corvane/qbr.md": "# Quarterly review\n\nTheir champion left. The renewal of the contract is at risk.",
    "reading.md": "# How to plan accounts\n\nPipeline takes six to twelve months to show.",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory, embedder):
    home = tmp_path_factory.mktemp("search")
    database = Database(f"sqlite:///{home}/store.db")
    database.upgrade()
    with database.write() as connection:
        register_labels(connection, {"everyone"})
        for number, name in enumerate(["Halden", "Corvane"], start=1):
            connection.execute(
                insert(Account).values(id=number, source_system="crm", source_id=str(number), name=name, as_of=NOW)
            )
    for name, text in TEXTS.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(text)
    add_notes(database, [home], embedder=embedder, now=NOW)
    yield database
    database.close()


@pytest.fixture(scope="module", params=["exact", "indexed"])
def searcher(request, database, embedder, tmp_path_factory):
    if request.param == "exact":
        yield NoteSearcher(database, embedder)
        return
    index = open_index(database, tmp_path_factory.mktemp("index"), model=embedder.name)
    yield NoteSearcher(database, embedder, index)
    index.close()


def test_a_hit_tells_where_it_stands(searcher):
    hit = searcher.search("when will Ines sign?", ALL)[0]
    assert (hit.note, hit.account, hit.account_id) == ("Discovery call", "Halden", 1)
    assert hit.source == "Discovery call, 3 Oct 2026"
    assert hit.heading == "Discovery call > Renewal"
    assert hit.text == "Ines Okafor will sign the extension in March if support gets better."
    assert hit.bm25 > 0
    assert -1 <= hit.cosine <= 1
    text = TEXTS["halden/2026-10-03 discovery call.md"]
    assert text[hit.start : hit.end] == hit.text
    assert {"note", "account", "source", "as_of", "score", "text"} <= set(hit.to_json())


def test_meaning_is_found_without_a_common_word(searcher):
    hit = searcher.search("how much money can the customer spend", ALL)[0]
    assert "40,000 EUR" in hit.text
    assert hit.bm25 is None


def test_general_reading_is_found_across_accounts_but_not_within_one(searcher):
    assert searcher.search("how long until pipeline shows", ALL)[0].account is None
    assert all(hit.account_id == 2 for hit in searcher.search("how long until pipeline shows", ALL, account_ids=[2]))


def test_within_accounts_only_theirs_are_found(searcher):
    assert {hit.account for hit in searcher.search("renewal", ALL, account_ids=[1])} == {"Halden"}
    assert {hit.account for hit in searcher.search("renewal", ALL, account_ids=[1, 2])} == {"Halden", "Corvane"}
    assert searcher.search("renewal", ALL, account_ids=[]) == []
    assert searcher.search("renewal", ALL, account_ids=[77]) == []


def test_the_order_is_the_same_every_time_and_k_only_shortens_it(searcher):
    full = searcher.search("renewal of the contract", ALL, k=8)
    assert full == searcher.search("renewal of the contract", ALL, k=8)
    assert [hit.chunk_id for hit in searcher.search("renewal of the contract", ALL, k=2)] == [
        hit.chunk_id for hit in full[:2]
    ]
    assert [hit.score for hit in full] == sorted((hit.score for hit in full), reverse=True)


def test_exact_and_indexed_search_agree(database, embedder, tmp_path):
    index = open_index(database, tmp_path, model=embedder.name)
    try:
        for question in ["renewal", "money", "pipeline", "who left"]:
            exact = NoteSearcher(database, embedder).search(question, ALL)
            indexed = NoteSearcher(database, embedder, index).search(question, ALL)
            assert exact == indexed
    finally:
        index.close()


ODD_QUERIES = [
    *('"', "NEAR(a b)", "title:renewal AND *", "'; DROP TABLE notes; --", "-renewal", "{x} : ^ + (", "OR", "AND NOT"),
    *("a\0b", "\ud800 renewal", "什么时候续约", "🙂", "", "   ", "the of and", "<!channel> *bold*"),
    *("renewal " * 5_000, "x" * 40_000),
]


@pytest.mark.parametrize("query", ODD_QUERIES)
def test_any_text_is_a_query(searcher, query):
    assert isinstance(searcher.search(query, ALL), list)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_no_text_is_read_as_query_syntax(database, query):
    with database.read() as connection:
        notes.lexical_hits(connection, notes.scope_for(connection, ALL), query_words(query) or [query], limit=5)
        notes.lexical_hits(connection, notes.scope_for(connection, ALL), [query], limit=5)


def test_the_neighbours_of_a_hit_are_the_chunks_around_it(database, searcher):
    hit = searcher.search("Ines Okafor extension", ALL)[0]
    with database.read() as connection:
        before, after = notes.neighbours(connection, ALL, hit.chunk_id)
        assert (before.position, hit.position, after.position) == (0, 1, 2)
        assert notes.neighbours(connection, ALL, before.chunk_id) == (None, notes.chunks(
            connection, notes.scope_for(connection, ALL), [hit.chunk_id])[hit.chunk_id])  # fmt: skip
        assert notes.neighbours(connection, Audience.of(Reader("guest@x.example", member=False)), hit.chunk_id) == (
            None, None,
        )  # fmt: skip


class Pseudo:
    """Vectors that depend on nothing but the text: fast, and as good as any for who may see what."""

    name, dimension = "pseudo", 16

    def encode(self, texts):
        rows = [np.random.default_rng(abs(hash(text)) % 2**32).normal(size=16) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32).reshape(len(texts), 16)


LABELS = ["everyone", "team:Sales", "team:Marketing", "people:ana@x.example,bo@x.example", "people:bo@x.example"]
READERS = [
    Reader("ana@x.example", "Sales"),
    Reader("bo@x.example", "Marketing"),
    Reader("cy@x.example", None),
    Reader("guest@x.example", "Sales", member=False),
]
AUDIENCES = st.builds(
    lambda readers, whole: Audience(tuple(readers), whole_workspace=whole),
    st.lists(st.sampled_from(READERS), max_size=3),
    st.booleans(),
)


@pytest.fixture(scope="module")
def labelled(tmp_path_factory):
    """Every pair of labels of a note and its account, each with a note of its own; and an index over them."""
    home = tmp_path_factory.mktemp("labelled")
    database = Database(f"sqlite:///{home}/store.db")
    database.upgrade()
    pseudo, made = Pseudo(), random.Random(7)
    with database.write() as connection:
        register_labels(connection, set(LABELS))
        for number, label in enumerate(LABELS, start=1):
            connection.execute(
                insert(Account).values(
                    id=number,
                    source_system="crm",
                    source_id=str(number),
                    name=f"A{number}",
                    as_of=NOW,
                    visibility=label,
                )
            )
        for number in range(120):
            text = f"renewal budget {number}"
            chunk = notes.NewChunk(heading="", start=0, end=len(text), text=text,
                                   embedding=pseudo.encode([text])[0].tobytes())  # fmt: skip
            note = notes.NewNote(
                key=str(number), digest=f"{number:064}", title=f"Note {number}", text=text, author=None, link=None,
                kind=None, tags=(), account_id=made.choice([None, 1, 2, 3, 4, 5]), assigned_by=None, as_of=NOW,
                visibility=made.choice(LABELS),
            )  # fmt: skip
            notes.save_note(connection, note, [chunk], model=pseudo.name, now=NOW)
    index = open_index(database, home, model=pseudo.name)
    yield database, pseudo, index
    index.close()
    database.close()


@settings(max_examples=60, deadline=None)
@given(
    audience=AUDIENCES,
    accounts=st.none() | st.lists(st.sampled_from([1, 2, 3, 4, 5]), max_size=4),
    indexed=st.booleans(),
    k=st.sampled_from([3, 200]),
)
def test_no_audience_is_shown_a_chunk_it_may_not_see_and_none_it_may_see_is_kept_back(
    labelled, audience, accounts, indexed, k
):
    database, pseudo, index = labelled
    hits = NoteSearcher(database, pseudo, index if indexed else None).search(
        "renewal budget", audience, account_ids=accounts, k=k
    )
    with database.read() as connection:
        allowed = {
            entry.chunk_id
            for batch in notes.index_entries(connection, model=pseudo.name)
            for entry in batch
            if audience.may_see(entry.note_label) and (not entry.account_label or audience.may_see(entry.account_label))
        }
        if accounts is not None:
            allowed &= set(notes.chunks_of_accounts(connection, accounts))
    assert {hit.chunk_id for hit in hits} <= allowed
    assert len(hits) == min(k, len(allowed))


def test_the_words_of_a_query_are_those_that_tell_something():
    assert query_words("What did they say about the RENEWAL, Zoë?") == ["renewal", "zoe"]
    assert query_words("to be or not to be") == ["to", "be", "or", "not"]


@pytest.mark.skipif(not PLAYBOOK.is_dir(), reason="../shared/data/playbook is not here")
def test_the_playbook_is_read_left_unassigned_and_found(tmp_path, embedder):
    database = Database(f"sqlite:///{tmp_path}/store.db")
    database.upgrade()
    with database.write() as connection:
        register_labels(connection, {"everyone"})
        for number, name in enumerate(["Microsoft", "Oracle", "Fujitsu"], start=1):
            connection.execute(
                insert(Account).values(id=number, source_system="crm", source_id=str(number), name=name, as_of=NOW)
            )
    report = add_notes(database, [PLAYBOOK], embedder=embedder, now=NOW)
    assert (report.added, report.skipped, len(report.unassigned)) == (5, [], 5)
    searcher = NoteSearcher(database, embedder)
    hits = searcher.search("how long does an ABM programme take until it shows pipeline?", ALL, k=3)
    assert any("six to twelve months" in hit.text for hit in hits)
    hits = searcher.search("who wrote that goals should be pinpointing decision-makers within each account", ALL, k=3)
    assert any("Tequia Burt, 2 Mar 2023" in hit.source for hit in hits)
    database.close()


def test_one_text_over_and_over_leaves_room_for_others(tmp_path, embedder):
    database = Database(f"sqlite:///{tmp_path}/store.db")
    database.upgrade()
    with database.write() as connection:
        register_labels(connection, {"everyone"})
    for number in range(80):
        (tmp_path / f"call {number}.md").write_text("Named Acme as competitor.")
    (tmp_path / "watch.md").write_text("# Competitor watch\n\nAcme opened an office in Metz and cut its hourly rates.")
    add_notes(database, [tmp_path], embedder=embedder, now=NOW)
    hits = NoteSearcher(database, embedder).search("what do notes say about Acme", ALL, k=5)
    texts = [hit.text for hit in hits]
    assert len(texts) == len(set(texts)) == 2
    assert any("Metz" in text for text in texts)
    database.close()
