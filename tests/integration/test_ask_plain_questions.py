"""The plainest questions there are: whose is the most, what is there of each, and what only seems to narrow them."""

import pytest


def first(reply):
    assert reply.status == "answered", reply.text
    return reply.text.split(".")[0]


@pytest.mark.parametrize(
    ("plain", "full"),
    [
        ("who has the most open deals", "which rep has the most open deals"),
        ("whos got the fewest open deals?", "which rep has the fewest open deals"),
        ("who has the most open opportunities", "which rep has the most open opportunities"),
        ("who has the most customers", "which rep owns the most customers"),
        ("who has the biggest pipeline", "which rep has the highest open pipeline"),
        ("who has the most contacts", "which account has the most contacts"),
        ("who has the most open deals, top 2", "top 2 reps by open deals"),
    ],
)
def test_who_has_the_most_is_who_they_belong_to(colleague, plain, full):
    assert first(colleague(plain)) == first(colleague(full))


@pytest.mark.parametrize("plain", ["who has the most employees?", "who has the highest revenue"])
def test_a_field_of_accounts_is_of_an_account(colleague, plain):
    assert first(colleague(plain)).startswith("Talvera Energy")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("I have a call with Teo at ten, how many open deals are there?", "how many open deals are there"),
        ("machinery accounts, customers or not", "machinery accounts"),
        ("Brightwater Foods used to have another name, what was it?", "former names of Brightwater Foods"),
        ("under which name was Brightwater Foods known in former times", "former names of Brightwater Foods"),
    ],
)
def test_what_narrows_nothing_is_left_aside(colleague, said, meant):
    assert first(colleague(said)) == first(colleague(meant))


def test_a_colleague_who_is_pointed_back_to_counts(colleague):
    said = colleague("I have a call with Teo at ten, what are his open deals?")
    assert first(said) == first(colleague("open deals of Teo Navarro"))


@pytest.mark.parametrize(
    ("plain", "full"),
    [
        ("what industries are we in?", "number of accounts by industry"),
        ("industries of our customers", "number of customers by industry"),
        ("top industries", "number of accounts by industry, top 5"),
        ("top 2 industries, count per industry", "number of accounts by industry, top 2"),
    ],
)
def test_a_field_in_the_plural_is_told_with_how_many_rows_have_each_value(colleague, plain, full):
    assert first(colleague(plain)) == first(colleague(full))


def test_a_list_is_no_answer_where_the_most_is_asked_for(colleague):
    assert not colleague("what deals do we chase most").tables
    assert first(colleague("which product do we sell most")).startswith("PressGuard 250,000 EUR")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("which customers renew in March?", {"Brightwater Foods Inc"}),
        ("customers up for renewal next quarter", {"Brightwater Foods Inc"}),
        ("new customers this year", {"Kröger & Söhne GmbH"}),
        ("which customers did we win in 2025?", {"Brightwater Logistics Ltd"}),
        ("customers we lost this year", set()),
        ("what products does Kröger have?", {"PressGuard"}),
        ("what did Kröger buy from us?", {"Press Line", "Service Extension"}),
        ("what is Mara working on?", {"Cold Chain"}),
        ("which deals are stuck?", {"Signal Suite"}),
        ("deals without a champion", {"Grid Rollout"}),
        ("won deals without a champion", {"Press Line", "Service Extension", "Reefer Fleet"}),
    ],
)
def test_rows_are_those_that_people_mean(colleague, question, names):
    reply = colleague(question)
    assert reply.status == "answered", reply.text
    assert {row[0] for table in reply.tables for row in table.rows} == names


def test_new_customers_are_counted_once_however_many_deals_they_signed(colleague):
    assert first(colleague("how many new customers did we win this year?")) == "Number of accounts: 1"


def test_what_happened_in_a_time_is_what_was_done_and_written_in_it(colleague):
    reply = colleague("what happened at Brightwater Foods last month?")
    assert first(reply).startswith("1 activity")
    assert "cold chain pilot" in reply.text
    assert "cold chain pilot" not in colleague("what happened at Brightwater Foods in September?").text


@pytest.mark.parametrize(
    "question",
    ["new contacts this year", "new accounts this month", "new leads this year", "customers in Scotland"],
)
def test_what_the_store_does_not_say_is_not_answered_with_something_near_it(colleague, question):
    assert colleague(question).status == "abstained"


@pytest.mark.parametrize("question", ["revenue by rep", "sales by rep", "how much did we make per rep?"])
def test_what_was_sold_by_whom_is_what_they_won(colleague, question):
    assert first(colleague(question)) == first(colleague("won revenue by rep"))


def test_what_somebody_did_in_a_time_are_their_activities(colleague):
    said, meant = colleague("what did Mara do in October?"), colleague("activities of Mara in October")
    assert said.tables == meant.tables
    assert meant.tables


@pytest.mark.parametrize("question", ["how long do tickets take to close?", "lead conversion rate"])
def test_a_measure_of_deals_is_none_of_other_rows(colleague, question):
    assert colleague(question).status == "abstained"


def test_who_is_still_there_is_not_told_where_nothing_says_who_left(colleague):
    assert colleague("who is still at Brightwater Foods?").status == "abstained"


def test_the_same_months_are_those_of_the_question_before(colleague):
    *_, said = colleague.talk("how many deals did we win from January to June?", "and how many lost in those months?")
    assert first(said) == first(colleague("how many deals did we lose from January to June?"))


def test_how_much_all_of_them_are_together_is_no_count(colleague):
    assert first(colleague("all open deals together, how much")) == first(colleague("total amount of open deals"))


def test_of_everyone_who_buys_is_part_of_the_question(colleague):
    said = colleague("of everyone who buys from us, which company has been around the longest?")
    assert first(said) == first(colleague("which customer has been around the longest?"))


def test_a_date_after_about_is_what_the_notes_are_asked_for(colleague):
    reply = colleague("what did Talvera say about the 10th of November?")
    assert "activities" not in reply.understood.casefold()
    assert "on 10 november" in reply.understood.casefold() or "on 10th november" in reply.understood.casefold()


def test_what_was_said_in_a_time_is_what_was_written_in_it(colleague):
    assert "cold chain pilot" in colleague("what did Brightwater Foods say in October?").text
    reply = colleague("what did Brightwater Foods say in September?")
    assert "written 1 Sep 2026 to 30 Sep 2026" in reply.text  # there are notes, none of that time


def test_the_largest_of_several_currencies_is_told_to_be_unconverted(colleague):
    assert "compared without converting" in colleague("biggest open deal").text
    assert "compared without converting" not in colleague("biggest open deal in USD").text


@pytest.mark.parametrize(
    "of_several", ["open deals over 100k", "how many open deals over 100k", "accounts with open deals over 100k"]
)
def test_a_bound_on_amounts_of_several_currencies_is_told_to_be_unconverted(colleague, of_several):
    assert "compared without converting" in colleague(of_several).text


@pytest.mark.parametrize("of_one", ["open deals over 100k USD", "open deals in Spain over 100k", "open deals"])
def test_a_bound_on_amounts_of_one_currency_needs_no_such_word(colleague, of_one):
    reply = colleague(of_one)
    assert reply.status == "answered"
    assert "compared without converting" not in reply.text


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("biggest deal closing before March 2027", ["Grid Rollout"]),
        ("largest open deals closing this year", ["Cold Chain"]),
        ("top 2 deals closing in the next 6 months", ["Grid Rollout", "Signal Suite"]),
        ("smallest deal created this year", ["Mould Monitor"]),
        ("which deal closes next?", ["Cold Chain"]),
    ],
)
def test_the_biggest_is_the_one_of_the_highest_amount_whatever_time_is_said(colleague, question, names):
    assert [row[0] for row in colleague(question).tables[0].rows] == names
