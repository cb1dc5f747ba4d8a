"""The gate before every reply: what evidence carries stays, what it does not carry goes."""

import datetime as dt
import string

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import skills.verify
from skills.contracts import Claim, Sentence, Table
from skills.verify import objection, verify
from storage.evidence import Evidence
from storage.wording import say_date, say_row, say_value


def piece(span, *, number=1, source="crm: account", account=None, as_of=None, link=None):
    return Evidence(f"e{number}", "record", account, source, link, as_of, span)


def lacks(text, *spans, **about):
    evidence = [piece(span, number=number, **about) for number, span in enumerate(spans)]
    return objection(text, [one.id for one in evidence], {one.id: one for one in evidence})


def carried(text, *spans, **about):
    return lacks(text, *spans, **about) is None


# --- citing -----------------------------------------------------------------------------------------------------------


def test_a_sentence_without_evidence_goes():
    assert lacks("All is well.") == "it cites no evidence"
    assert objection("All is well.", ["e9"], {}) == "it cites e9, which was not gathered"


def test_what_was_removed_is_told_with_the_reason():
    good, bad = Sentence("Revenue 5.", ("e0",)), Sentence("Revenue 6.", ("e0",))
    found = verify([good, bad], [], [piece("revenue: 5", number=0)])
    assert found.sentences == (good,)
    assert [(one.text, one.why) for one in found.removed] == [("Revenue 6.", "the number 6 is not in its evidence")]


def test_evidence_that_a_sentence_does_not_cite_does_not_carry_it():
    found = verify([Sentence("Revenue 6.", ("e0",))], [], [piece("5", number=0), piece("revenue 6", number=1)])
    assert not found.sentences


def test_a_claim_must_stand_in_the_very_evidence_it_names():
    evidence = [piece("revenue 5", number=0), piece("staff 12", number=1)]
    text, cited = "Revenue 5, staff 12.", ("e0", "e1")
    good = Sentence(text, cited, (Claim("Halden", "staff", "12", "e1"),))
    wrong = Sentence(text, cited, (Claim("Halden", "staff", "12", "e0"),))
    unknown = Sentence(text, cited, (Claim("Halden", "staff", "12", "e7"),))
    assert verify([good, wrong, unknown], [], evidence).sentences == (good,)


def test_a_table_row_is_held_against_its_own_evidence():
    evidence = [piece("account: Halden, revenue: 5", number=0), piece("account: Norda, revenue: 6", number=1)]
    good = Table(("account", "revenue"), (("Halden", "5"), ("Norda", "6")), ("e0", "e1"))
    swapped = Table(("account", "revenue"), (("Halden", "6"), ("Norda", "5")), ("e0", "e1"))
    found = verify([], [good, swapped], evidence)
    assert found.tables == (good,)
    assert found.removed[0].text == "account | revenue"


def test_a_table_of_figures_is_held_against_all_it_cites():
    evidence = [piece("Logistics, deals: 5; Energy, deals: 6", number=0)]
    good = Table(("industry", "deals"), (("Logistics", "5"), ("Energy", "6")), ("e0",))
    bad = Table(("industry", "deals"), (("Logistics", "5"), ("Energy", "7")), ("e0",))
    assert verify([], [good, bad], evidence).tables == (good,)


def test_a_table_that_cites_nothing_or_the_unknown_goes():
    tables = [Table(("a",), (("x",),), ()), Table(("a",), (("x",),), ("e7",))]
    assert not verify([], tables, [piece("x", number=0)]).tables


# --- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("1.2M", "1,200,000"),
        ("1,200,000", "1.2 million"),
        ("$1.2M", "1,200,000 USD"),
        ("1,200,000 USD", "$1,200,000"),
        ("€5", "5 EUR"),
        ("1.2M", "1,204,000"),
        ("1.20 million", "1,204,000"),
        ("28.6%", "0.2857"),
        ("28.6 %", "0.2857"),
        ("28.57%", "0.2857"),
        ("0.2857", "28.57%"),
        ("29%", "0.2857"),
        ("0.4%", "0.0042"),
        ("7 percent", "7%"),
        ("12", "12.004"),
        ("12.5", "12.504"),
        ("1200000", "1,200,000"),
        ("1,100.04", "1.100,04 EUR"),
        ("1.5 million", "1,5 Mio. EUR"),
        ("1,200,000", "1.200.000"),
        ("1,200,000", "1’200’000"),
        ("1,200,000", "1\u202f200\u202f000"),
        ("-5", "−5"),
        ("3rd", "3rd"),
        ("twelve", "12"),
        ("90", "a 90-day term"),
        ("between 10 and 20", "10–20"),
        ("12.", "12"),
        ("(12)", "12"),
        ("１２", "12"),
    ],
)
def test_one_number_has_many_spellings(said, known):
    assert carried(f"it says {said}", f"value: {known}")


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("1,204,000", "1,204,001"),
        ("1,204,000", "1.2M"),
        ("1M", "1,204,000"),
        ("1.2M", "1,260,000"),
        ("1.2M", "1.2"),
        ("1.2", "1.2M"),
        ("12", "12.4"),
        ("12", "11.6"),
        ("12", "13"),
        ("12", "120"),
        ("12", "1.2"),
        ("12.5", "12.56"),
        ("12.51", "12.5"),
        ("0.04", "0.0351"),
        ("28.7%", "0.2857"),
        ("28%", "0.2857"),
        ("28.6%", "28.6"),
        ("28.6", "28.6%"),
        ("50", "50%"),
        ("-5", "5"),
        ("5", "-5"),
        ("0", "0.004"),
        ("1,5", "15"),
        ("twelve", "13"),
        ("two", "a note"),
        ("a hundred", "99"),
        ("3", "x3"),
        ("3", "3 Oct 2026"),
        ("2026", "3 Oct 2026"),
        ("2", "1,204,002"),
        ("$5", "5 EUR"),
        ("€5", "5"),
        ("5 USD", "5 EUR"),
    ],
)
def test_another_number_is_caught(said, known):
    assert not carried(f"it says {said}", f"value: {known}")


@pytest.mark.parametrize("said", ["x4", "03/26", "v2.1", "24/7", "14:05", "Q4", "COVID-19", "12,00,000"])
def test_what_is_no_number_but_has_digits_stands_as_it_is(said):
    assert carried(f"the {said} line", f"the PlasmaCube ({said}) line")
    other = said.translate(str.maketrans("0123456789", "1234567890"))
    assert not carried(f"the {other} line", f"the PlasmaCube ({said}) line")


@pytest.mark.parametrize(
    "name", ["PlasmaCube x4 (03/26)", "ISO 13485", "Quay Connect renewal 2027", "3M", "H2 Mobility"]
)
def test_numbers_inside_a_name_are_carried_by_the_span(name):
    assert carried(f"Halden: product {name}; stage won.", f"account: Halden, product: {name}")


def test_a_code_of_letters_and_figures_is_carried_and_another_is_not():
    assert carried("Petwick: tender number T-2025-3012.", "Petwick, Tender Number: T-2025-3012")
    for other in ("T-2025-3013", "S-2025-3012", "T-1-2025-3012"):
        assert not carried(f"Petwick: tender number {other}.", "Petwick, Tender Number: T-2025-3012")


def test_a_code_is_not_found_inside_a_longer_one():
    assert not carried("the x4 line", "the x45 line")
    assert not carried("the x4 line", "the max4 line")
    assert not carried("at 14:05", "at 14:05:30")


# --- dates ------------------------------------------------------------------------------------------------------------

SPELLED = [
    "3 Oct 2026",
    "3 October 2026",
    "3rd of October 2026",
    "October 3, 2026",
    "Oct. 3 2026",
    "Oct 3rd, 2026",
    "03 oct 2026",
    "2026-10-03",
    "2026/10/03",
    "3.10.2026",
    "03.10.2026",
    "3-Oct-2026",
]


@pytest.mark.parametrize("said", SPELLED)
@pytest.mark.parametrize("known", [*SPELLED, "2026-10-03T14:05:00Z", "2026-10-03 14:05"])
def test_one_day_has_many_spellings(said, known):
    assert carried(f"closes on {said}.", f"close date: {known}, stage: won")


@pytest.mark.parametrize("known", ["4 Oct 2026", "3 Nov 2026", "3 Oct 2025", "Oct 2026", "3 10 2026", "2026"])
@pytest.mark.parametrize("said", SPELLED)
def test_another_day_is_caught(said, known):
    assert not carried(f"closes on {said}.", f"close date: {known}")


@pytest.mark.parametrize(
    "said", ["October 2026", "Oct 2026", "Oct. 2026", "2026-10", "3 October", "October 3", "October"]
)
def test_a_part_of_a_day_is_carried_by_the_day(said):
    assert carried(f"closes in {said}", "close date: 3 Oct 2026")
    assert not carried(f"closes in {said}", "close date: 4 Nov 2025")


@pytest.mark.parametrize(("said", "other"), [("2026-Q3", "2026-Q4"), ("Q3 2026", "2025-Q3"), ("2026-07", "2026-08")])
def test_quarters_and_months_as_figures_name_them_are_dates(said, other):
    assert carried(f"{said} 5", f"{said}, deals: 5")
    assert not carried(f"{said} 5", f"{other}, deals: 5")


def test_a_quarter_is_one_in_either_order():
    assert carried("won in Q3 2026", "2026-Q3, won: 5")


def test_a_day_that_does_not_exist_is_no_way_out():
    assert not carried("closes on 32 Oct 2026", "close date: 3 Oct 2026")
    assert not carried("closes on 2026-02-30", "close date: 3 Oct 2026")
    assert carried("closes on 30 Feb 2026", "they wrote 30 Feb 2026")


def test_a_day_that_can_be_read_in_two_ways_stands_only_as_written():
    assert carried("on 10/03/2026", "on 10/03/2026")
    assert not carried("on 3 Oct 2026", "on 10/03/2026")
    assert carried("on 13 Oct 2026", "on 10/13/2026")
    assert carried("on 13 Oct 2026", "on 13/10/2026")


def test_the_date_at_which_evidence_was_true_may_be_said():
    when = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)
    assert carried("as of 20 Nov 2026.", "stage: won", as_of=when)
    assert not carried("as of 21 Nov 2026.", "stage: won", as_of=when)


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Ines Okafor", "Ines Okafor"),
        ("Okafor", "Ines Okafor"),
        ("Okafor's", "Ines Okafor"),
        ("Okafor’s", "Ines Okafor"),
        ("INES OKAFOR", "Ines Okafor"),
        ("Jan van der Berg", "Jan van der Berg"),
        ("Ana María de la Cruz", "Ana María de la Cruz"),
        ("Ana Maria de la Cruz", "Ana María de la Cruz"),
        ("Smith-Jones", "Eva Smith-Jones"),
        ("T-Mobile", "T-Mobile"),
        ("O'Brien", "Pat O’Brien"),
        ("McDonald's", "McDonald's"),
        ("Dr. Hasenöhrl", "Labor Dr. Hasenöhrl & Partner"),
        ("Smith & Sons", "Smith & Sons"),
        ("S.A.", "Halden S.A."),
        ("Halden SA", "Halden S.A."),
        ("Đorđe", "Đorđe Petrović"),
        ("東京電力", "account: 東京電力ホールディングス"),
        ("Ольга Иванова", "Ольга Иванова"),
        ("CFO Ines Okafor", "contact: Ines Okafor, title: CFO"),
        ("eBay", "eBay"),
    ],
)
def test_a_name_that_stands_there_is_carried(said, known):
    assert carried(f"They say {said} decides.", f"name: {known}, role: champion, as they say")
    assert carried(f"{said} decides.", f"name: {known}")


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Ines Okafor", "Ines Vogel"),
        ("Ines Okafor", "Ida Okafor"),
        ("Vogel's", "Ines Okafor"),
        ("Jan van der Berg", "Jan von der Berg"),
        ("Jan van der Berg", "Jan van der Burg"),
        ("Smith-James", "Eva Smith-Jones"),
        ("T-Systems", "T-Mobile"),
        ("John R. Public", "John Q. Public"),
        ("O'Brian", "Pat O’Brien"),
        ("Smith & Co", "Smith & Sons"),
        ("東京", "大阪電力"),
        ("Ольга", "Анна Иванова"),
        ("eBay", "Yahoo"),
        ("Ines Vogel", "Ines Okafor, Otto Vogel"),
    ],
)
def test_another_name_is_caught_wherever_it_stands(said, known):
    assert not carried(f"They say {said} decides.", f"name: {known}, as they say")
    assert not carried(f"{said} decides.", f"name: {known}")
    assert not carried(f"Champion: {said}", f"champion: {known}")


@pytest.mark.parametrize(
    "opening", ["The", "However,", "They say", "In total,", "According to the notes,", "Yes:", "No:"]
)
def test_the_first_word_of_a_sentence_is_not_taken_for_a_name(opening):
    assert carried(f"{opening} Ines decides. But not now. I asked.", "name: Ines")


def test_a_name_in_the_account_or_the_source_line_is_evidence_too():
    assert carried("Halden says yes, as Dana noted.", "yes", account="Halden Freight", source="call, Dana Whitfield")


# --- addresses and quotations -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "known", "right"),
    [
        ("ines@halden.example", "email: ines@halden.example", True),
        ("Ines@Halden.example.", "email: ines@halden.example", True),
        ("ine.s@halden.example", "email: ines@halden.example", False),
        ("nes@halden.example", "email: ines@halden.example", False),
        ("ines@halden.example", "email: ines@halden.example.org", False),
        ("halden.example", "domains: halden.example, norda.example", True),
        ("holden.example", "domains: halden.example", False),
        ("halden.example", "domains: my-halden.example", False),
        ("https://crm.example/accounts/12", "see https://crm.example/accounts/12.", True),
        ("https://crm.example/accounts/12", "see https://crm.example/accounts/123", False),
        ("https://crm.example/accounts/1.2", "see https://crm.example/accounts/12", False),
    ],
)
def test_an_address_is_right_to_the_letter(said, known, right):
    assert carried(f"write to {said}", known) == right


def test_the_link_of_a_record_may_be_said():
    assert carried("see https://crm.example/a/1", "stage: won", link="https://crm.example/a/1")


NOTE = """# Call with Halden

**Ines** said: renewal is *likely*, see [the plan](https://notes.example/plan).
1. letter to Dagmar
2. breakfast in Hamburg, 14,000 EUR
3. Nils: 12.5% off

| term | price |
| --- | --- |
| one year | 1.204,50 EUR |

They can not wait. „Wir verlängern“, sagte er.
"""


@pytest.mark.parametrize(
    "quote",
    [
        "Ines said: renewal is likely, see the plan.",
        "**Ines** said: renewal is *likely*",
        "letter to Dagmar breakfast in Hamburg, 14,000 EUR 3. Nils: 12.5% off",
        "1. letter to Dagmar 2. breakfast in Hamburg",
        "one year, 1.204,50 EUR",
        "renewal is likely … 12.5% off",
        "They can not wait. „Wir verlängern“, sagte er.",
        "they CAN NOT wait",
    ],
)
def test_a_quotation_is_verbatim_but_for_markup(quote):
    assert carried(f"Call: “{quote}”", NOTE, source="Call")


@pytest.mark.parametrize(
    "quote",
    [
        "renewal is unlikely",
        "They can wait.",
        "Nils: 125% off",
        "Nils: 12.6% off",
        "one year, 1.205,50 EUR",
        "one year, 12.04,50 EUR",
        "4. letter to Dagmar",
        "breakfast in Hamburg, 14,000 USD",
        "12.5% off … renewal is likely",
        "hey can not wait",
        "letter to Dag",
    ],
)
def test_a_changed_quotation_is_caught(quote):
    assert not carried(f"Call: “{quote}”", NOTE, source="Call")
    assert not carried(f'Call: "{quote}"', NOTE, source="Call")


def test_a_quotation_does_not_run_over_two_pieces_of_evidence():
    assert carried("“we renew” and “next year”", "we renew", "next year")
    assert not carried("“we renew next year”", "we renew", "next year")


def test_a_quotation_inside_a_quotation_belongs_to_it():
    note = "He said “yes, we renew” and left."
    assert carried("Call: “He said “yes, we renew” and left.”", note, source="Call")
    assert not carried("Call: “He said “no, we renew” and left.”", note, source="Call")


# --- properties -------------------------------------------------------------------------------------------------------

WORDS = "Halden Freight Norda Okafor Ines Vogel Dana Whitfield Grünhof Märkte Łódź Ørsted Smith-Jones O'Brien Müller"
NAMES = st.one_of(
    st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=3, unique=True).map(" ".join),
    st.sampled_from(["Jan van der Berg", "Ana de la Cruz", "Labor Dr. Hasenöhrl & Partner", "PlasmaCube x4 (03/26)"]),
    st.from_regex(r"[A-ZÄÖÜ][a-zäöüß]{3,8}( [A-Z][a-z]{3,8})?", fullmatch=True),
)
FIELDS = {
    "industry": ("text", NAMES),
    "city": ("text", NAMES),
    "employees": ("integer", st.integers(0, 10**7)),
    "revenue": ("money", st.integers(0, 10**12).map(lambda cents: cents / 100)),
    "score": ("number", st.floats(-1000, 1000, allow_nan=False)),
    "close date": ("date", st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31))),
    "Region Code": ("text", NAMES),
    "active": ("boolean", st.booleans()),
}


@st.composite
def rows(draw):
    """A row as it was found, and how our writer puts it."""
    chosen = draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, unique=True))
    columns = [("account", "text"), *((name, FIELDS[name][0]) for name in chosen)]
    values = [draw(NAMES), *(draw(FIELDS[name][1]) for name in chosen)]
    currency = draw(st.sampled_from(["USD", "EUR", None]))
    said = [say_value(value, kind, currency) for value, (_, kind) in zip(values, columns, strict=True)]
    parts = "; ".join(f"{label} {value}" for (label, _), value in zip(columns[1:], said[1:], strict=True))
    return piece(say_row(columns, values, currency)), f"{said[0]}: {parts}.", values


@settings(max_examples=150, deadline=None)
@given(rows())
def test_a_true_sentence_is_never_removed(row):
    evidence, text, _ = row
    assert objection(text, [evidence.id], {evidence.id: evidence}) is None


@settings(max_examples=150, deadline=None)
@given(st.integers(-(10**9), 10**9) | st.floats(-(10**6), 10**6), st.data())
def test_one_digit_changed_is_always_caught(value, data):
    said = say_value(value, "number")
    place = data.draw(st.sampled_from([at for at, one in enumerate(said) if one.isdigit()]))
    digit = data.draw(st.sampled_from([one for one in string.digits if one != said[place]]))
    changed = said[:place] + digit + said[place + 1 :]
    assume(float(changed.replace(",", "")) != float(said.replace(",", "")))
    assert carried(f"Halden: score {said}.", f"account: Halden, score: {said}, region: North")
    assert not carried(f"Halden: score {changed}.", f"account: Halden, score: {said}, region: North")


@settings(max_examples=150, deadline=None)
@given(st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)), st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)))
def test_another_date_is_always_caught(right, wrong):
    assume(right != wrong)
    assert carried(f"Closes {say_date(right)}.", f"close date: {right.isoformat()}, closes soon")
    for said in (say_date(wrong), wrong.isoformat(), f"{wrong:%B} {wrong.day}, {wrong.year}"):
        assert not carried(f"It closes {said}.", f"close date: {say_date(right)}")


@settings(max_examples=150, deadline=None)
@given(rows(), st.data())
def test_one_name_changed_is_always_caught(row, data):
    evidence, text, _ = row
    words = [one for one in text.replace(":", " ").replace(";", " ").replace(".", " ").split() if one[:1].isupper()]
    old = data.draw(st.sampled_from(words))
    new = data.draw(st.sampled_from(["Zebulon", "Quixby", "Žižek", "van Xanten", "Xu-Quill", "O'Quirke"]))
    changed = text.replace(old, new, 1)
    assert objection(changed, [evidence.id], {evidence.id: evidence}) is not None


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_read(said, known):
    lacks(said, known)
    quoted = f"“{known}”"
    if "“" not in known and "”" not in known:
        assert carried(quoted, known)


# --- long tables ------------------------------------------------------------------------------------------------------


def long_table(count=100):
    """Evidence of many accounts, the table of them and its sentence."""
    names = [f"Halden {chr(65 + at % 26)}{chr(97 + at // 26)}" for at in range(count)]
    evidence = [piece(f"account: {name}, revenue: {at},500", number=at) for at, name in enumerate(names, 1)]
    cited = tuple(one.id for one in evidence)
    rows = tuple((name, f"{at},500", "not stated") for at, name in enumerate(names, 1))
    return Sentence(f"{names[0]}, {names[1]}.", cited), Table(("account", "revenue", "city"), rows, cited), evidence


def test_of_what_a_long_table_cites_only_what_its_sentence_names_is_read_with_care(monkeypatch):
    sentence, table, evidence = long_table()
    of, read = skills.verify._Read.of, []
    monkeypatch.setattr(skills.verify._Read, "of", lambda one: read.append(one.id) or of(one))
    found = verify([sentence], [table], evidence)
    assert (found.sentences, found.tables) == ((sentence,), (table,))
    assert len(read) == len(set(read)) < 10


@pytest.mark.parametrize("wrong", ["78,501", "Halden Zz", "12 Mar 2026", "“Norda”", "halden.example"])
@pytest.mark.parametrize("place", [0, 1])
def test_a_wrong_cell_far_down_a_long_table_is_caught(wrong, place):
    _, table, evidence = long_table()
    row = list(table.rows[77])
    row[place] = wrong
    rows = (*table.rows[:77], tuple(row), *table.rows[78:])
    found = verify([], [Table(table.columns, rows, table.evidence)], evidence)
    assert not found.tables
    assert len(found.removed) == 1


def test_a_value_of_another_row_is_no_value_of_this_one():
    _, table, evidence = long_table()
    rows = (*table.rows[:3], table.rows[4], *table.rows[4:])
    assert not verify([], [Table(table.columns, rows, table.evidence)], evidence).tables


def test_a_sentence_may_name_any_row_of_a_long_table():
    _, table, evidence = long_table()
    right = Sentence(f"{table.rows[90][0]}: {table.rows[90][1]}.", table.evidence)
    wrong = Sentence(f"{table.rows[90][0]}: 999,500.", table.evidence)
    assert verify([right, wrong], [], evidence).sentences == (right,)


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None)
@given(rows())
def test_a_true_sentence_is_never_removed_soak(row):
    evidence, text, _ = row
    assert objection(text, [evidence.id], {evidence.id: evidence}) is None
