"""The scorer lets no wrong answer pass: each of these replies is nearly right."""

import datetime as dt

import pytest

from bench.scoring import Words, judge
from bench.shown import dates, has_phrase, numbers

WORDS = Words(
    names={
        "accounts": frozenset({"Alder Foods", "Alder Foods Benelux", "Birch Labs", "Cedar Clinics"}),
        "people": frozenset({"Anna Schmid", "Jonas Schmid", "Emil Rask"}),
        "products": frozenset({"Steril 450"}),
    },
    same=(frozenset({"Kunde", "customer"}),),
)


def reply(text="", rows=None, status="answered", **more):
    table = {"columns": [f"c{at}" for at in range(len(rows[0]) if rows else 0)], "rows": rows} if rows else None
    found = {"status": status, "text": text, "table": table, "tables": [table] if table else []}
    sentences = [{"text": one, "evidence": ["e"]} for one in text.split(". ") if one]
    return {"sentences": sentences, "options": [], "evidence": [], **found, **more}


def case(gold, compare, question="?", **more):
    return {"question": question, "expect": "answered", "gold": gold, "compare": compare, **more}


def right(a_case, a_reply):
    return judge(a_case, a_reply, WORDS).right


TOP = case([["Alder Foods", 406829.268293], ["Birch Labs", 400000], ["Cedar Clinics", 1500.5]], "set", ordered=True)
GOOD = [["Alder Foods", "EUR 406,829"], ["Birch Labs", "EUR 400,000"], ["Cedar Clinics", "EUR 1,500.50"]]


def test_the_gold_rows_are_right_whatever_columns_stand_beside_them():
    assert right(TOP, reply(rows=GOOD))
    assert right(TOP, reply(rows=[[str(at), *reversed(row), "Anna Schmid"] for at, row in enumerate(GOOD, 1)]))


@pytest.mark.parametrize(
    "rows",
    [
        [GOOD[0], GOOD[1], ["Cedar Clinics", "EUR 1,500.40"]],
        [["Alder Foods", "EUR 407,829"], *GOOD[1:]],
        [["Alder Foods Benelux", "EUR 406,829"], *GOOD[1:]],
        [["Alder Foods", "400k"], *GOOD[1:]],
        [["Alder Foods", "EUR 400,000"], ["Birch Labs", "EUR 406,829"], GOOD[2]],
        GOOD[:2],
        [*GOOD, ["Alder Foods Benelux", "EUR 1.00"]],
        [*GOOD, GOOD[0]],
        [GOOD[0], GOOD[0], GOOD[2]],
        GOOD[::-1],
    ],
    ids=["digit", "number", "name", "rounded too far", "swapped", "missing", "extra", "doubled", "copied", "order"],
)
def test_a_table_that_differs_in_one_thing_is_wrong(rows):
    assert not right(TOP, reply("The top accounts are these", rows=rows))


def test_the_order_counts_only_where_the_question_asks_for_one():
    assert right({**TOP, "ordered": False}, reply(rows=GOOD[::-1]))


def test_a_column_of_the_gold_is_not_put_together_from_two_columns_of_the_table():
    gold = case([["Alder Foods", 1], ["Birch Labs", 2]], "set")
    assert not right(gold, reply(rows=[["Alder Foods", "1", "7"], ["Birch Labs", "7", "2"]]))


def test_two_gold_columns_of_one_value_need_a_cell_each_only_in_one_row():
    gold = case([["Anna Schmid", "EUR", 540374.09], ["Emil Rask", "CHF", 3]], "set")
    assert right(gold, reply(rows=[["Anna Schmid", "EUR 540,374.09"], ["Emil Rask", "CHF 3"]]))
    assert not right(gold, reply(rows=[["Anna Schmid", "CHF 540,374.09"], ["Emil Rask", "EUR 3"]]))


def test_words_of_the_export_and_of_the_mapping_are_one():
    assert right(case([["Kunde", 35]], "set"), reply(rows=[["customer", "35"]]))
    assert not right(case([["Kunde", 35]], "set"), reply(rows=[["prospect", "35"]]))


def test_a_blank_of_the_gold_is_a_blank_of_the_table():
    gold = case([["", 14], ["Lumisep", 3]], "set")
    assert right(gold, reply(rows=[["(none)", "14"], ["Lumisep", "3"]]))
    assert not right(gold, reply(rows=[["Other", "14"], ["Lumisep", "3"]]))


def test_another_fair_reading_is_right():
    assert right(case([[29]], "first", gold_alternatives=[[[32]]]), reply("There are 32 contacts"))
    assert not right(case([[29]], "first", gold_alternatives=[[[32]]]), reply("There are 31 contacts"))


LIST = case([["Alder Foods"], ["Birch Labs"]], "set", question="accounts in Basel?")


def test_a_short_list_may_stand_in_the_text_whole_and_alone():
    assert right(LIST, reply("Alder Foods and Birch Labs are in Basel."))
    assert not right(LIST, reply("Alder Foods is in Basel."))
    assert not right(LIST, reply("Alder Foods, Birch Labs and Cedar Clinics are in Basel."))
    assert not right(LIST, reply("Alder Foods Benelux and Birch Labs are in Basel."))


def test_amounts_in_the_text_have_nothing_beside_them():
    gold = case([["CHF", 38750.5], ["EUR", 76340]], "set", question="spent on events in 2026?")
    assert right(gold, reply("In 2026 we spent CHF 38,750.50 and EUR 76,340 on events."))
    assert not right(gold, reply("We spent CHF 38,750.50, EUR 76,340 and USD 12 on events."))


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("Klara has 4 open deals.", True),
        ("4 of them, as of 20 November 2026.", True),
        ("Klara has 14 open deals.", False),
        ("Klara has 5 open deals. Lukas has 4.", False),
        ("Klara has 5 open deals, 4 of them qualified, 3 renewals.", False),
        ("Counts: 1, 2, 3, 5, 4.", False),
        ("Klara sells the Steril 4.", True),
        ("Nothing was found.", False),
        ("It changed on 4 May 2026.", False),
    ],
)
def test_the_one_number_is_what_the_first_sentence_says(text, is_right):
    assert right(case([[4]], "first"), reply(text)) == is_right


def test_a_number_of_a_name_or_of_the_question_is_not_the_answer():
    assert not right(case([[450]], "first"), reply("Steril 450 has 3 open deals."))
    assert right(case([[7]], "first", question="deals over 200k?"), reply("7 deals are over 200,000."))


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("The win rate is 62.2 %.", True),
        ("The win rate is 62.2% (28 of 45).", True),
        ("The win rate is 0.622.", True),
        ("The win rate is 62 %.", False),
        ("The win rate is 62.3 %.", False),
        ("The win rate is 62.2.", False),
    ],
)
def test_a_share_may_be_shown_in_per_cent_with_three_digits(text, is_right):
    assert right(case([[0.622222]], "first"), reply(text)) == is_right


def test_a_person_of_the_same_kind_beside_the_right_one_is_wrong():
    gold = case([["Emil Rask"]], "first", question="who owns alder foods?")
    assert right(gold, reply("Alder Foods is owned by Emil Rask."))
    assert not right(gold, reply("Alder Foods is owned by Emil Rask or Anna Schmid."))
    assert right(gold, reply("Alder Foods: owner Emil Rask; marketer Anna Schmid."))
    assert not right(gold, reply("Alder Foods: owner Anna Schmid; marketer Emil Rask."))
    assert not right(gold, reply("Alder Foods is owned by Anna Schmid. Emil Rask owns Birch Labs."))


def test_values_stand_in_the_text_or_first_in_the_table():
    gold = case([["Anna Schmid", 18]], "values", question="which rep has the most open deals?")
    assert right(gold, reply("Anna Schmid has the most, 18."))
    assert right(gold, reply("Here they are", rows=[["Anna Schmid", "18"], ["Emil Rask", "6"]]))
    assert not right(gold, reply("Here they are", rows=[["Emil Rask", "6"], ["Anna Schmid", "18"]]))
    assert not right(gold, reply("Emil Rask has the most, 18.", rows=[["Emil Rask", "18"], ["Anna Schmid", "1"]]))
    assert not right(gold, reply("Anna Schmid has the most, 17."))


def test_the_status_is_compared_first():
    assert not right(case([[4]], "first"), reply("4", status="abstained"))
    assert not right({"question": "?", "expect": "abstained"}, reply("Perhaps 4"))
    assert right({"question": "?", "expect": "abstained"}, reply("Not in our data", status="abstained"))


def test_a_clarification_offers_every_reading():
    wanted = {"question": "email of schmid", "expect": "clarify", "must_contain": ["Anna Schmid", "Jonas Schmid"]}
    options = [{"label": name, "question": f"email of {name}"} for name in ("Anna Schmid", "Jonas Schmid")]
    assert right(wanted, reply("Which one?", status="clarify", options=options))
    assert not right(wanted, reply("Which one?", status="clarify", options=options[:1]))


def test_what_must_not_be_said_is_looked_for_in_the_evidence_too():
    wanted = {"question": "?", "expect": "abstained", "must_not_contain": ["Corvenza", "59"]}
    assert right(wanted, reply("Nothing; 159 and 5.9 are other numbers", status="abstained"))
    assert not right(wanted, reply("Nothing at CORVENZA", status="abstained"))
    leak = [{"account": "Corvenza", "source": "accounts", "span": ""}]
    assert not right(wanted, reply("Nothing", status="abstained", evidence=leak))


def test_the_source_is_among_the_evidence():
    wanted = {"question": "?", "expect": "answered", "must_contain": ["14 weeks"], "source": "Annual review"}
    evidence = [{"account": "Alder Foods", "source": "Annual review, 3 Oct 2026", "span": "It takes 14 weeks."}]
    assert right(wanted, reply("It takes 14 weeks.", evidence=evidence))
    assert not right(wanted, reply("It takes 14 weeks."))
    assert not right(wanted, reply("It takes 114 weeks.", evidence=evidence))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("€1,234.50", 1234.5),
        ("242.2m", 242.2e6),
        ("1.2 million EUR", 1.2e6),
        ("\u22125", -5),
        ("(18 %)", 18),
        ("350k", 350e3),
    ],
)
def test_a_number_is_read_as_people_write_it(text, value):
    assert [one.value for one in numbers(text)] == [pytest.approx(value)]


def test_a_digit_of_a_code_or_a_date_is_no_number():
    assert numbers("HemaScan C5, OPP-0198, 2026-11-20, 5 December 2026, Q4") == []


@pytest.mark.parametrize(
    "text", ["2026-12-05", "5 December 2026", "Dec 5, 2026", "5 Dec. 2026", "05.12.2026", "5th December 2026"]
)
def test_a_date_is_read_in_any_spelling(text):
    assert dates(f"closes {text}.") == [dt.date(2026, 12, 5)]


def test_a_phrase_is_found_as_whole_words_without_case_and_accents():
    assert has_phrase("by VÉTOLYS today", "vetolys")
    assert not has_phrase("by Vetolysis", "vetolys")
    assert not has_phrase("1,459 people", "459")
