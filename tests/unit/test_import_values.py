"""Single cells: numbers, money, dates and names as exports write them."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.importers.free_mail import is_free_mail
from storage.importers.values import (
    Unreadable,
    date_evidence,
    number_evidence,
    parse_boolean,
    parse_date_cell,
    parse_integer,
    parse_list,
    parse_moment,
    parse_money,
    parse_number,
    parse_quarter,
)


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("$1,100.04", 1100.04, "USD"),
        ("1.100,04 EUR", 1100.04, "EUR"),
        ("€ 1.100,04", 1100.04, "EUR"),
        ("1'100.04 CHF", 1100.04, "CHF"),
        ("CHF 1’100.–", 1100.0, "CHF"),
        ("(1,200)", -1200.0, None),
        ("($1,200.50)", -1200.5, "USD"),
        ("-£99.90", -99.9, "GBP"),
        ("1.2M", 1_200_000.0, None),
        ("1,5 Mio. EUR", 1_500_000.0, "EUR"),
        ("$3bn", 3e9, "USD"),
        ("1 234 567,89 €", 1_234_567.89, "EUR"),
        ("1,234", 1234.0, None),
        ("1.234", 1234.0, None),
        ("0.125", 0.125, None),
        ("12,5", 12.5, None),
        ("550", 550.0, None),
        ("USD 12,000,000", 12e6, "USD"),
        ("1,00,000", 100_000.0, None),
    ],
)
def test_money_is_read_with_its_currency(written, amount, currency):
    assert parse_money(written) == (pytest.approx(amount), currency)


@pytest.mark.parametrize(
    "written", ["abc", "12 apples", "1.2.3,4,5", "--", "$", "1,23,4", "12/05/2026", "𝟏a", "1e5000"]
)
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(Unreadable):
        parse_money(written)


def test_a_declared_style_is_binding():
    assert parse_money("1.234", ",", declared=True)[0] == 1234
    assert parse_money("1.234", ".", declared=True)[0] == pytest.approx(1.234)
    with pytest.raises(Unreadable):
        parse_money("1.100,04", ".", declared=True)


def test_a_dollar_is_the_files_dollar():
    assert parse_money("$5", default="CAD")[1] == "CAD"
    assert parse_money("$5", default="EUR")[1] == "USD"


def test_numbers_tell_how_they_are_written():
    assert number_evidence("1.234,5") == ","
    assert number_evidence("1,234,567") == "."
    assert number_evidence("1.234") == "ambiguous"
    assert number_evidence("17") is None


@given(st.floats(min_value=-1e12, max_value=1e12).map(lambda value: round(value, 2)))
def test_a_number_written_in_either_style_reads_the_same(value):
    american = f"{value:,.2f}"
    european = american.translate(str.maketrans(",.", ".,"))
    assert parse_number(american) == pytest.approx(value)
    assert parse_number(european) == pytest.approx(value)
    assert parse_number(european, ",", declared=True) == pytest.approx(value)


def test_whole_numbers():
    assert parse_integer("2,448") == 2448
    assert parse_integer("2448.0") == 2448
    with pytest.raises(Unreadable):
        parse_integer("2448.5")


@pytest.mark.parametrize(
    ("word", "meant"), [("Yes", True), ("ja", True), ("TRUE", True), ("0", False), ("nein", False)]
)
def test_yes_and_no(word, meant):
    assert parse_boolean(word) is meant


def test_maybe_is_neither_yes_nor_no():
    with pytest.raises(Unreadable):
        parse_boolean("maybe")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-20", dt.datetime(2026, 11, 20, tzinfo=dt.UTC)),
        ("2026-11-20T08:15:30Z", dt.datetime(2026, 11, 20, 8, 15, 30, tzinfo=dt.UTC)),
        ("2022-04-14 4:30:42", dt.datetime(2022, 4, 14, 4, 30, 42, tzinfo=dt.UTC)),
        ("2023-07-06 05:18:21.205000 UTC", dt.datetime(2023, 7, 6, 5, 18, 21, 205000, tzinfo=dt.UTC)),
        ("2026-11-20T08:15:30+02:00", dt.datetime(2026, 11, 20, 6, 15, 30, tzinfo=dt.UTC)),
        ("20.11.2026 14:05 Uhr", dt.datetime(2026, 11, 20, 14, 5, tzinfo=dt.UTC)),
        ("11/20/2026 2:05 PM", dt.datetime(2026, 11, 20, 14, 5, tzinfo=dt.UTC)),
        ("20 Nov 2026", dt.datetime(2026, 11, 20, tzinfo=dt.UTC)),
        ("20. März 2026", dt.datetime(2026, 3, 20, tzinfo=dt.UTC)),
        ("March 3rd, 2026", dt.datetime(2026, 3, 3, tzinfo=dt.UTC)),
        ("20261120", dt.datetime(2026, 11, 20, tzinfo=dt.UTC)),
        ("1573493014000", dt.datetime(2019, 11, 11, 17, 23, 34, tzinfo=dt.UTC)),
        ("46346", dt.datetime(2026, 11, 20, tzinfo=dt.UTC)),
    ],
)
def test_dates_as_exports_write_them(written, meant):
    assert parse_date_cell(written)[0] == meant


def test_the_order_of_day_and_month_matters_only_where_it_can():
    assert parse_moment("03/04/2026", "day")[0].month == 4
    assert parse_moment("03/04/2026", "month")[0].month == 3
    assert parse_moment("25/04/2026", "month")[0].day == 25
    assert parse_moment("03.04.2026", "month")[0].month == 4  # nobody writes the month first and dots
    assert parse_moment("04.25.2026")[0].month == 4
    assert date_evidence("03.04.2026") == "plain"
    assert date_evidence("03/04/2026") == "ambiguous"
    assert date_evidence("25/04/2026") == "day"
    assert date_evidence("04/25/2026") == "month"
    assert date_evidence("04/04/2026") == "plain"
    assert date_evidence("2026-04-03") == "plain"
    assert date_evidence("soon") is None


@pytest.mark.parametrize("written", ["31.02.2026", "2026-13-01", "yesterday", "99/99/2026", "12", "2026"])
def test_what_is_no_date_is_refused(written):
    with pytest.raises(Unreadable):
        parse_date_cell(written)


def test_a_declared_form_is_binding():
    assert parse_moment("03/04/2026", None, "%d/%m/%Y")[0].month == 4
    with pytest.raises(Unreadable):
        parse_moment("2026-04-03", None, "%d/%m/%Y")


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_unreadable(text):
    with suppress(Unreadable):
        assert parse_date_cell(text)[0].tzinfo is not None


@given(st.text(max_size=40))
def test_any_text_is_money_or_unreadable(text):
    with suppress(Unreadable):
        assert isinstance(parse_money(text)[0], float)


def test_lists_and_quarters():
    assert parse_list("a; b|c;;a") == ["a", "b", "c"]
    assert parse_quarter("Q4 2026") == parse_quarter("2026-Q4") == parse_quarter("4Q26") == "2026-Q4"
    with pytest.raises(Unreadable):
        parse_quarter("autumn")


def test_free_mail_is_nobodys_domain():
    assert is_free_mail("gmail.com")
    assert is_free_mail("web.de")
    assert not is_free_mail("haldenfreight.example")
