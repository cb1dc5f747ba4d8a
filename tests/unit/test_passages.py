"""Which passages of notes answer, and what is quoted of them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from knowledge.search import NoteHit, NoteSearcher
from skills.ask.passages import Passages, clean, find, sentences_of
from skills.ask.plan import NoteSearch
from skills.ask.relevance import FILLERS as QUESTION_WORDS
from skills.ask.relevance import key_of, keys_of
from skills.contracts import Sentence
from skills.verify import verify
from storage.audience import Audience

OUTAGE = """\
They lost eleven days in July because the old autoclave failed its leak test twice. Konrad counts that as 140,000 EUR of
spoiled batches. The new units have to run before March, he said, or the auditors will ask.

Norbert Imhof, who runs the company, thinks leasing beats buying. Silke Obermayr is against leasing: covenants with the
bank. Expect an argument between these two, stay out of it. Both will be at the table when the offer is discussed in the
second week of January, and neither of them has told the other what the bank wrote in its letter of September."""

WORKSHOP = """\
# Flow workshop

Kofi opened late because the projector was locked away. Lorraine brought the agreement with the works council in print.

What has to be fixed before they talk about signing:

1. the skipped steps, with a test that they run themselves
2. version held between the two windows, in writing
3. list of all 37 orders with times

Nothing was said about money, and we did not bring it up. The kitchen closed at two and everybody was hungry by then."""

FILLER = "The weather was fine and the coffee was bad. Nobody had much to report from the road this week."


class Notes:
    """A searcher over a few notes that finds all of them; meaning is told by a table of cosines, or by common words."""

    def __init__(self, *hits: NoteHit, cosines: dict[str, float] | None = None) -> None:
        self.hits = hits
        self.cosines = cosines or {}
        self.compared: list[str] = []

    def search(
        self, query: str, audience: Audience, *, account_ids: Sequence[int] | None = None, k: int = 8
    ) -> list[NoteHit]:
        return [one for one in self.hits if account_ids is None or one.account_id in account_ids][:k]

    def similarities(self, queries: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
        self.compared += texts
        return [[self._cosine(query, text) for query in queries] for text in texts]

    def _cosine(self, query: str, text: str) -> float:
        told = next((value for start, value in self.cosines.items() if text.startswith(start)), None)
        words = {key_of(word) for word in query.split() if word not in QUESTION_WORDS}
        return told if told is not None else 0.1 + 0.4 * len(words & keys_of(text)) / max(1, len(words))

    def rarities(self, words: Sequence[str], audience: Audience) -> dict[str, float]:
        total = len(self.hits)
        keys = [keys_of(f"{one.heading} {one.text}") for one in self.hits]
        counts = {word: sum(key_of(word) in one for one in keys) for word in words}
        return {word: math.log(1 + total / (1 + count)) / math.log(1 + total) for word, count in counts.items()}


def hit(number: int, text: str, *, title: str = "Site visit", day: int = 1, account: int = 1) -> NoteHit:
    return NoteHit(
        chunk_id=number,
        note_id=number,
        note=title,
        account="Zellwerk",
        account_id=account,
        source=f"{title}, Klara Nemetz, {day} Oct 2026",
        link=None,
        as_of=dt.datetime(2026, 10, day, tzinfo=dt.UTC),
        score=1.0,
        heading=title,
        text=text,
        start=0,
        end=len(text),
        position=0,
        cosine=0.2,
        bm25=None,
    )


FILLERS = tuple(hit(number, FILLER, title=f"Diary {number}") for number in range(100, 108))


def ask(notes: Notes, text: str, topic: Sequence[str], **more: Any) -> Passages:
    step = NoteSearch(text, tuple(topic), more.pop("accounts", (1,)), "Zellwerk", **more)
    return find(step, cast(NoteSearcher, notes), Audience.stranger())


def said(found: Passages) -> str:
    return " ".join(one.said for one in found.hits)


def test_the_sentence_with_the_words_of_the_question_is_quoted_with_its_paragraph() -> None:
    far = dict.fromkeys(("They lost eleven days", "Konrad counts", "The new units"), -0.2)
    notes = Notes(hit(1, OUTAGE), *FILLERS, cosines=far)
    found = ask(notes, "who at zellwerk is against leasing", ["against", "leasing"])
    assert "Silke Obermayr is against leasing: covenants with the bank." in said(found)
    assert "autoclave" not in said(found)


def test_a_note_in_other_words_is_found_by_its_meaning_when_a_part_of_the_topic_is_there() -> None:
    notes = Notes(hit(1, OUTAGE), *FILLERS, cosines={"They lost eleven days": 0.8})
    found = ask(notes, "what did they say about the july outage", ["july", "outage"])
    assert "eleven days in July" in said(found)


def test_a_like_meaning_without_any_word_of_the_topic_does_not_answer() -> None:
    notes = Notes(hit(1, OUTAGE), *FILLERS, cosines={"They lost eleven days": 0.9})
    assert ask(notes, "what did they say about cybersecurity", ["cybersecurity"]).hits == ()


def test_a_person_who_is_in_the_notes_does_not_stand_for_what_they_are_asked_about() -> None:
    notes = Notes(hit(1, OUTAGE), *FILLERS, cosines={"Silke Obermayr": 0.6})
    question = "what did silke obermayr say about artificial intelligence"
    found = ask(notes, question, ["artificial", "intelligence"], names=("silke", "obermayr"))
    assert found.hits == ()
    assert found.missing == "notes of Zellwerk about artificial intelligence"


def test_to_merge_by_hand_is_no_merger() -> None:
    notes = Notes(hit(1, "Two duplicate contacts. We merge them by hand, done by Friday."), *FILLERS)
    assert ask(notes, "has anybody mentioned a merger", ["merger"]).hits == ()


def test_a_yes_or_no_question_wants_its_words_in_one_place() -> None:
    apart = "Thorsten asks about every invoice. He came from a discount chain. Dagmar would have to be paid a visit."
    together = "The January invoice was paid on the third, she showed me the receipt."
    question = "is the last invoice of zellwerk paid"
    assert ask(Notes(hit(1, apart), *FILLERS), question, ["invoice", "paid"]).hits == ()
    assert together in said(ask(Notes(hit(1, together), *FILLERS), question, ["invoice", "paid"]))


def test_a_question_is_answered_in_other_words_of_the_same_field() -> None:
    rule = hit(1, "Above 15 percent it is Margaret who signs every rebate.", title="Rules until the end of the year")
    notes = Notes(rule, *FILLERS, cosines={"Above 15": 0.6})
    found = ask(notes, "who has to ok a discount above 15 percent", ["ok", "discount"])
    assert "Margaret" in said(found)


def test_a_sentence_with_the_kind_of_thing_that_is_asked_for_is_preferred() -> None:
    without = hit(1, "The board of Zellwerk meets in the canteen.", title="Lunch")
    dated = hit(2, "The board of Zellwerk meets on 8 January.", title="Mail")
    found = ask(Notes(without, dated, *FILLERS), "when does the board meet", ["board", "meet"])
    assert found.hits[0].hit.note_id == 2


def test_an_abbreviation_meets_the_word_it_begins() -> None:
    notes = Notes(hit(1, "The incoming chief executive is Rosalind Achterberg, from a pharmacy chain."), *FILLERS)
    assert "Rosalind Achterberg" in said(ask(notes, "who is the incoming exec", ["incoming", "exec"]))


BUILDING = "Zellwerk has begun a new filling plant in Muttenz, to be opened in autumn 2027."


@pytest.mark.parametrize(
    "asked", ["which architect is building", "what commission do we get for", "how many cranes has"]
)
def test_what_no_note_has_a_word_of_is_not_told_by_what_stands_beside_it(asked: str) -> None:
    notes = Notes(hit(1, BUILDING, title="Research"), *FILLERS, cosines={"Zellwerk has begun": 0.8})
    told = ask(notes, "who is building the new filling plant in Muttenz", ["building", "filling", "plant", "muttenz"])
    assert BUILDING in said(told)
    question = f"{asked} the new filling plant in Muttenz"
    assert ask(notes, question, ["building", "filling", "plant", "muttenz"]).hits == ()


def test_what_is_asked_for_by_name_is_told_by_a_word_that_stands_for_it() -> None:
    notes = Notes(hit(1, "The survey is filled in by Pete, due on 8 December."), *FILLERS, cosines={"The survey": 0.7})
    assert "Pete" in said(ask(notes, "which questionnaire does Pete fill in", ["questionnaire", "pete", "fill"]))


def test_the_announcement_of_a_list_is_quoted_with_its_items() -> None:
    found = ask(Notes(hit(1, WORKSHOP), *FILLERS), "what do they want fixed before signing", ["fixed", "signing"])
    assert "the skipped steps, with a test that they run themselves" in said(found)


MAIL = """\
You asked who should join. So that nobody is surprised, my three points again:

1. A further system with its own user administration. We have Portcullis ID and I will not maintain a second list.
2. The workflows belong to us. If we part, in what form do I get them back?
3. Threadwise has been running in our test lab since May, at 190,000 for the same scope.

On point 3 I am aware that Ms Sundermann sees it otherwise. The next meeting is in the old hall."""


def test_a_quote_that_announces_points_has_them() -> None:
    (found,) = ask(Notes(hit(1, MAIL), *FILLERS), "what are the points against us", ["points"]).hits
    assert "my three points again: 1. A further system" in found.said
    assert "at 190,000 for the same scope." in found.said


def test_a_question_about_now_has_what_was_said_last_though_in_passing() -> None:
    planned = hit(1, "The board of Zellwerk meets on 11 December.", title="Call", day=2)
    moved = hit(2, "It was the 11th of December for the board, it is now 8 January.", title="Mail", day=17)
    notes = Notes(planned, moved, *FILLERS, cosines={"The board of": 0.9, "It was": 0.5})
    found = ask(notes, "when does the board meet now", ["board", "meet"])
    assert found.hits[0].hit.note_id == 2


@pytest.mark.parametrize(("title", "told"), [("Threadwise, what we know", True), ("Fair in Hanover", False)])
def test_a_note_of_no_account_that_is_called_by_what_is_asked_about_tells_of_it(title: str, told: bool) -> None:
    text = "Threadwise is an integration house. Weak at rules, and at whatever several have to approve."
    card = replace(hit(1, text, title=title), account=None, account_id=None)
    notes = Notes(card, *FILLERS, cosines={"Threadwise": 0.2, "Weak at": 0.1})
    found = ask(notes, "threadwise weaknesses", ["threadwise", "weaknesses"], accounts=())
    assert ("Weak at rules" in said(found)) is told
    strange = ask(notes, "who teaches threadwise courses", ["teaches", "threadwise", "courses"], accounts=())
    assert strange.hits == ()  # it is about the thing, but no note knows of courses


def test_every_quote_stands_in_the_note_it_cites() -> None:
    notes = Notes(hit(1, WORKSHOP, title="Flow workshop"), hit(2, OUTAGE), *FILLERS)
    for question, topic in (("fixed before signing", ["fixed", "signing"]), ("against leasing", ["leasing"])):
        for one in ask(notes, question, topic).hits:
            assert not verify([Sentence(one.said, (one.evidence.id,))], [], [one.evidence]).removed


def test_sentences_with_something_left_out_between_them_are_quoted_apart() -> None:
    mail = "The draft goes to the board today.\n\nFrom: Uwe Haberland\n\nThe draft has no price, the board will ask."
    (found,) = ask(Notes(hit(1, mail), *FILLERS), "draft for the board", ["draft", "board"]).hits
    assert "today.” … “The draft has no price" in found.said


def test_the_newest_note_comes_first_where_the_question_is_about_now() -> None:
    old = hit(1, "The board meets on 11 December, she needs the paper a week ahead.", title="Discovery", day=2)
    new = hit(2, "The board has moved and meets on 8 January, two partners are travelling.", title="Mail", day=30)
    found = ask(Notes(old, new, *FILLERS), "when does the board meet now", ["board", "meet"])
    assert [one.hit.note_id for one in found.hits] == [2, 1]


def test_without_a_topic_the_newest_notes_are_quoted_from_their_beginning() -> None:
    found = ask(Notes(hit(1, OUTAGE, day=3), hit(2, WORKSHOP, day=20)), "Zellwerk", [])
    assert [one.hit.note_id for one in found.hits] == [2, 1]
    assert found.hits[0].sentences[0].text == "Kofi opened late because the projector was locked away."


def test_the_account_that_was_asked_about_is_the_only_one_quoted() -> None:
    notes = Notes(hit(1, OUTAGE, account=2), *FILLERS)
    assert ask(notes, "against leasing", ["against", "leasing"]).hits == ()


def test_meaning_is_compared_for_few_sentences() -> None:
    notes = Notes(*(hit(number, OUTAGE) for number in range(8)))
    ask(notes, "against leasing", ["leasing"])
    assert 0 < len(notes.compared) <= 20


def test_meaning_is_not_compared_where_it_cannot_help() -> None:
    nothing = Notes(hit(1, OUTAGE), *FILLERS)
    ask(nothing, "quantum computing", ["quantum", "computing"])
    assert nothing.compared == []


def test_a_table_row_reads_as_a_line_and_markup_goes() -> None:
    assert (
        clean("| 3 | Staffed line, nights | Oliver | 27 November |") == "3, Staffed line, nights, Oliver, 27 November"
    )
    assert clean("- **Weak at:** [rules](https://x.example/r)") == "Weak at: rules"


def test_headings_rules_and_heads_of_mails_are_no_sentences() -> None:
    text = "# Title\n\n|---|---|\n\nFrom: Uwe Haberland\n\nThe contract ends in June."
    assert [one.text for one in sentences_of(text)] == ["The contract ends in June."]
