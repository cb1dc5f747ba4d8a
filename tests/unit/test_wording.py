"""How values are written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.wording import say_date, say_money, say_number, say_row, say_value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1204000, "1,204,000"),
        (12.0, "12"),
        (12.5, "12.5"),
        (12.345, "12.35"),
        (0.04, "0.04"),
        (0.285714, "0.2857"),
        (100, "100"),
        (1000.5, "1,000.5"),
        (-0.00001, "0.0000"),
        (0.99999, "1.0000"),
        (2.001, "2.00"),
        (-3, "-3"),
    ],
)
def test_a_number_has_the_digits_that_matter(value, said):
    assert say_number(value) == said


@pytest.mark.parametrize(
    ("value", "currency", "said"),
    [
        (1204000.0, "USD", "1,204,000 USD"),
        (1100.04, "EUR", "1,100.04 EUR"),
        (0.5, None, "0.50"),
        (-0.001, "USD", "0 USD"),
        (100, None, "100"),
    ],
)
def test_an_amount_shows_cents_where_there_are_any(value, currency, said):
    assert say_money(value, currency) == said


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (None, "text", "not stated"),
        ("", "text", "not stated"),
        (0, "integer", "0"),
        (0.0, "money", "0"),
        (True, "boolean", "yes"),
        (0, "boolean", "no"),
        (1, "boolean", "yes"),
        (dt.date(2026, 10, 3), "date", "3 Oct 2026"),
        (dt.datetime(2026, 10, 3, 23, 59, tzinfo=dt.UTC), "moment", "3 Oct 2026"),
        ("x", "text", "x"),
    ],
)
def test_a_value_is_written_by_its_kind(value, kind, said):
    assert say_value(value, kind) == said


def test_a_row_leaves_out_what_is_not_stated():
    columns = [("account", "text"), ("city", "text"), ("revenue", "money")]
    assert say_row(columns, ("Halden", None, 5.0), "USD") == "account: Halden, revenue: 5 USD"
    assert say_row(columns, ("Halden", None, 5.0), None, bare_first=True) == "Halden, revenue: 5"
    assert say_row(columns, (None, None, 5.0), None, bare_first=True) == "not stated, revenue: 5"


@given(st.dates())
def test_a_date_is_written_as_it_is_read(day):
    said = say_date(day)
    assert dt.datetime.strptime(f"{said[: said.rindex(' ')]} {day.year:04}", "%d %b %Y").date() == day


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_keeps_all_its_digits(value):
    assert int(say_number(value).replace(",", "")) == value
