"""Times in a question."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills.ask.periods import add_months, calendar_unit, find_periods
from skills.ask.words import tokenize

TODAY = dt.date(2026, 11, 20)  # a Friday


def periods_in(text, today):
    return [found.period for found in find_periods(tokenize(text), today)]


def day(text):
    return dt.date.fromisoformat(text) if text else None


def only(text, today=TODAY):
    found = list(periods_in(text, today))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("this year", "2026-01-01", "2027-01-01"),
        ("Jan-Mar 2027", "2027-01-01", "2027-04-01"),
        ("April to June", "2026-04-01", "2026-07-01"),
        ("September or October", "2026-09-01", "2026-11-01"),
        ("in December or in January", "2026-12-01", "2027-02-01"),
        ("Q2 or Q3", "2026-04-01", "2026-10-01"),
        ("Nov to Feb 2027", "2026-11-01", "2027-03-01"),
        ("Dec - Feb", "2026-12-01", "2027-03-01"),
        ("Q1-Q2", "2026-01-01", "2026-07-01"),
        ("2024-2025", "2024-01-01", "2026-01-01"),
        ("current year", "2026-01-01", "2027-01-01"),
        ("last year", "2025-01-01", "2026-01-01"),
        ("previous year", "2025-01-01", "2026-01-01"),
        ("next year", "2027-01-01", "2028-01-01"),
        ("this quarter", "2026-10-01", "2027-01-01"),
        ("last quarter", "2026-07-01", "2026-10-01"),
        ("next quarter", "2027-01-01", "2027-04-01"),
        ("last qtr", "2026-07-01", "2026-10-01"),
        ("this month", "2026-11-01", "2026-12-01"),
        ("last month", "2026-10-01", "2026-11-01"),
        ("next month", "2026-12-01", "2027-01-01"),
        ("this week", "2026-11-16", "2026-11-23"),
        ("last week", "2026-11-09", "2026-11-16"),
        ("next wk", "2026-11-23", "2026-11-30"),
        ("today", "2026-11-20", "2026-11-21"),
        ("yesterday", "2026-11-19", "2026-11-20"),
        ("tomorrow", "2026-11-21", "2026-11-22"),
        ("monday", "2026-11-16", "2026-11-17"),
        ("last friday", "2026-11-13", "2026-11-14"),
        ("in 2025", "2025-01-01", "2026-01-01"),
        ("2025", "2025-01-01", "2026-01-01"),
        ("in Q2", "2026-04-01", "2026-07-01"),
        ("Q4 2025", "2025-10-01", "2026-01-01"),
        ("Q1/2025", "2025-01-01", "2025-04-01"),
        ("2025-Q3", "2025-07-01", "2025-10-01"),
        ("2025 Q3", "2025-07-01", "2025-10-01"),
        ("H1", "2026-01-01", "2026-07-01"),
        ("h2 2025", "2025-07-01", "2026-01-01"),
        ("the first half of 2026", "2026-01-01", "2026-07-01"),
        ("second half of the year", "2026-07-01", "2027-01-01"),
        ("March 2026", "2026-03-01", "2026-04-01"),
        ("in sept 2025", "2025-09-01", "2025-10-01"),
        ("December 2025", "2025-12-01", "2026-01-01"),
        ("on 2026-03-05", "2026-03-05", "2026-03-06"),
        ("on 5 March 2026", "2026-03-05", "2026-03-06"),
        ("on the 5th of March 2026", "2026-03-05", "2026-03-06"),
        ("March 5, 2026", "2026-03-05", "2026-03-06"),
        ("March 5th", "2026-03-05", "2026-03-06"),
        ("05.03.2026", "2026-03-05", "2026-03-06"),
        ("since March", "2026-03-01", None),
        ("since December", "2025-12-01", None),
        ("since 2024", "2024-01-01", None),
        ("since last quarter", "2026-07-01", None),
        ("since yesterday", "2026-11-19", None),
        ("from June onwards", "2026-06-01", None),
        ("starting April 2026", "2026-04-01", None),
        ("after 2025", "2026-01-01", None),
        ("after 5 March 2026", "2026-03-06", None),
        ("before 2025", None, "2025-01-01"),
        ("prior to Q2", None, "2026-04-01"),
        ("earlier than 2026-03-05", None, "2026-03-05"),
        ("until March 2027", None, "2027-04-01"),
        ("by the end of this year", None, "2027-01-01"),
        ("before the end of March 2027", None, "2027-04-01"),
        ("by year end", None, "2027-01-01"),
        ("by eoq", None, "2027-01-01"),
        ("by 5 March 2027", None, "2027-03-06"),
        ("between March and May", "2026-03-01", "2026-06-01"),
        ("from 2024 to 2025", "2024-01-01", "2026-01-01"),
        ("between 2026-01-15 and 2026-02-15", "2026-01-15", "2026-02-16"),
        ("from January through March 2026", "2026-01-01", "2026-04-01"),
        ("in the last 30 days", "2026-10-21", "2026-11-21"),
        ("past two weeks", "2026-11-06", "2026-11-21"),
        ("the last 3 months", "2026-08-22", "2026-11-21"),
        ("previous 1 quarter", "2026-08-21", "2026-11-21"),
        ("next 14 days", "2026-11-20", "2026-12-05"),
        ("in the coming six weeks", "2026-11-20", "2027-01-02"),
        ("more than 90 days ago", None, "2026-08-22"),
        ("year to date", "2026-01-01", "2026-11-21"),
        ("ytd", "2026-01-01", "2026-11-21"),
        ("this year so far", "2026-01-01", "2026-11-21"),
        ("so far this quarter", "2026-10-01", "2026-11-21"),
        ("this month so far", "2026-11-01", "2026-11-21"),
        ("recently", "2026-10-21", "2026-11-21"),
        ("lately", "2026-10-21", "2026-11-21"),
    ],
)
def test_a_time_in_words_is_the_days_it_means(text, start, end):
    found = only(text)
    assert (found.start, found.end) == (day(start), day(end))


@pytest.mark.parametrize("text", ["by the end of the year", "by end of quarter"])
def test_the_end_of_the_year_needs_no_this(text):
    assert only(text).end == dt.date(2027, 1, 1)


def test_two_times_with_a_gap_between_stay_two():
    assert len(periods_in("in March or October", TODAY)) == 2


def test_this_quarter_to_date_starts_with_the_quarter():
    assert (only("qtd").start, only("qtd").end) == (day("2026-10-01"), day("2026-11-21"))


@pytest.mark.parametrize(
    "text",
    [
        *("on 31 February 2026", "on 2026-02-30", "on 29 February 2026", "31.04.2026", "on April 31, 2026"),
        *("on 2026-13-01", "on 0 March 2026"),
    ],
)
def test_a_day_that_does_not_exist_is_never_another_day(text):
    assert not [one for one in periods_in(text, TODAY) if one.start and one.end == one.start + dt.timedelta(days=1)]


def test_a_leap_day_is_a_day_in_a_leap_year():
    assert only("on 29 February 2024").start == dt.date(2024, 2, 29)


def test_a_leap_day_looked_at_a_year_earlier_is_the_last_of_february():
    found = only("since 29 February 2028", dt.date(2028, 1, 10))
    assert found.start == dt.date(2028, 2, 29)
    assert only("since February", dt.date(2028, 1, 10)).start == dt.date(2027, 2, 1)


def test_on_a_leap_day_the_relative_times_still_work():
    leap = dt.date(2028, 2, 29)
    for text in ("last year", "next year", "last month", "in the last 30 days", "year to date", "next quarter"):
        only(text, leap)


@pytest.mark.parametrize(
    ("past", "start", "end"), [(True, "2026-10-21", "2026-11-21"), (False, "2026-11-20", "2026-12-21")]
)
def test_a_bare_number_of_days_lies_where_its_field_looks(past, start, end):
    found = only("in 30 days").towards(past=past, today=TODAY)
    assert (found.start, found.end) == (day(start), day(end))


def test_a_month_without_a_year_is_the_coming_one_for_what_is_due_and_the_past_one_for_what_was_done():
    december = only("in December")
    assert december.towards(past=False, today=TODAY).start == dt.date(2026, 12, 1)
    assert december.towards(past=True, today=TODAY).start == dt.date(2025, 12, 1)
    assert december.towards(past=True, today=TODAY).end == dt.date(2026, 1, 1)


def test_the_running_month_is_the_same_whichever_way_one_looks():
    november = only("in November")
    assert november.towards(past=True, today=TODAY).start == dt.date(2026, 11, 1)
    assert november.towards(past=False, today=TODAY).start == dt.date(2026, 11, 1)


def test_a_dated_time_does_not_turn():
    fixed = only("in December 2026")
    assert fixed.towards(past=True, today=TODAY) == fixed


def test_right_now_is_no_day():
    assert list(periods_in("who owns it right now", TODAY)) == []


@pytest.mark.parametrize("text", ["", "industry and owner of Talvera", "top 5 accounts", "300 trucks"])
def test_words_without_a_time_hold_none(text):
    assert list(periods_in(text, TODAY)) == []


def test_a_range_that_runs_backwards_is_not_a_range():
    assert all(
        one.start is None or one.end is None or one.start < one.end for one in periods_in("from May to March", TODAY)
    )


def test_two_times_are_found_left_to_right():
    tokens = tokenize("won in Q1 and created last year")
    found = find_periods(tokens, TODAY)
    assert [one.period.start for one in found] == [dt.date(2026, 1, 1), dt.date(2025, 1, 1)]
    assert all(one.first < one.last <= len(tokens) for one in found)


def test_the_longest_reading_wins():
    assert only("between March 2025 and May 2026").start == dt.date(2025, 3, 1)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)), st.integers(-30, 30))
@settings(max_examples=100, deadline=None)
def test_units_of_the_calendar_follow_on_each_other(today, shift):
    for unit in ("week", "month", "quarter", "year"):
        start, end = calendar_unit(today, unit, shift)
        assert start < end
        assert calendar_unit(today, unit, shift + 1)[0] == end
    this = calendar_unit(today, "quarter", 0)
    assert this[0] <= today < this[1]


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)), st.integers(-100, 100))
@settings(max_examples=100, deadline=None)
def test_adding_months_gives_the_first_of_a_month(base, months):
    found = add_months(base, months)
    assert found.day == 1
    assert (found.year * 12 + found.month) - (base.year * 12 + base.month) == months


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
@settings(max_examples=100, deadline=None)
def test_every_day_can_be_said_in_four_ways(date):
    month = calendar.month_name[date.month]
    for text in (
        date.isoformat(),
        f"on {date.day} {month} {date.year}",
        f"{month} {date.day}, {date.year}",
        f"{date.day}.{date.month}.{date.year}",
    ):
        found = only(text)
        assert (found.start, found.end) == (date, date + dt.timedelta(days=1))


@given(st.text("0123456789 -./qh", max_size=30), st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)))
@settings(max_examples=150, deadline=None)
def test_any_heap_of_digits_is_read_without_an_error(text, today):
    for one in periods_in(text, today):
        assert one.start is None or one.end is None or one.start <= one.end


@pytest.mark.parametrize(
    "text",
    [
        *("in the last 9999 years", "more than 9999 years ago", "in 9999 years", "next 9999 years"),
        *("on 9999-12-31", "after 31.12.9999"),
    ],
)
def test_a_span_beyond_the_calendar_is_no_error(text):
    for one in periods_in(text, TODAY):
        one.towards(past=True, today=TODAY)
        one.towards(past=False, today=TODAY)
