"""What an import says of a mapping that falls short, and what becomes of the rows when it is corrected."""

import pytest

from bot.terminal import import_text
from storage.errors import ImportFailed

NO_ACCOUNT = "no column feeds account: its rows belong to no account"
ACCOUNTS = """
  accounts*.csv:
    table: accounts
    id: ID
    columns:
      Name: name
"""


# --- a mapping that was corrected


ACTIVITIES = """
  activities.csv:
    table: activities
    id: ID
    columns: {When: occurred_at, Kind: channel}
"""


def linked(house):
    """Accounts and two activities of one, first imported without the link, dated by the file."""
    house.file("accounts.csv", "ID,Name\nA1,Acme\nA2,Bold\n")
    house.file("activities.csv", "ID,acc,When,Kind\n1,A1,2026-11-01,call\n2,A2,2026-11-02,email\n")
    house.load(ACCOUNTS + ACTIVITIES, "accounts.csv", "activities.csv", as_of="2026-11-22")
    assert house.rows("SELECT json_extract(custom, '$.acc') FROM activities") == [("A1",), ("A2",)]
    return ACCOUNTS + ACTIVITIES.replace("{When", "{acc: account, When")


def test_a_corrected_mapping_is_applied_to_the_same_files_even_if_they_are_older_now(house):
    corrected = linked(house)
    _accounts, report = house.load(corrected, "accounts.csv", "activities.csv", as_of="2026-11-20")
    assert (report.updated, report.older) == (2, 0)
    assert "the mapping changed: its rows were taken anew" in report.warnings
    assert house.rows("SELECT account_id, json_extract(custom, '$.acc'), as_of FROM activities ORDER BY id") == [
        (1, None, "2026-11-20 00:00:00.000000"),
        (2, None, "2026-11-20 00:00:00.000000"),
    ]
    assert house.rows("SELECT name FROM custom_fields WHERE table_name = 'activities'") == []
    (_accounts, again) = house.load(corrected, "accounts.csv", "activities.csv", as_of="2026-11-20")
    assert (again.updated, again.unchanged, again.warnings) == (0, 2, [])


def test_what_a_corrected_mapping_says_is_no_change_in_the_crm(house):
    house.file("deals.csv", "ID,Name,Stage\n1,a,Prospecting\n2,b,Legal\n")
    entries = "  deals.csv: {table: opportunities, id: ID, columns: {Name: name}}"
    house.load(entries, "deals.csv")
    (report,) = house.load(entries.replace("Name: name", "Name: name, Stage: stage"), "deals.csv")
    assert report.updated == 2
    assert house.rows("SELECT COUNT(*) FROM opportunity_changes") == [(0,)]


def test_a_corrected_mapping_that_would_change_nothing_fails_and_says_what_to_do(house):
    corrected = linked(house)
    house.file("activities.csv", "ID,acc,When,Kind\n1,A1,2026-11-01,call\n")  # an export made anew
    before = house.everything()
    with pytest.raises(ImportFailed, match=r"activities\.csv: the mapping changed, but its 1 rows are of 2026-11-20"):
        house.load(corrected, "activities.csv", as_of="2026-11-20")
    assert house.everything() == before
    (report,) = house.load(corrected, "activities.csv", as_of="2026-11-20", anew=True)
    assert report.updated == 1
    assert house.rows("SELECT account_id FROM activities ORDER BY id") == [(1,), (None,)]


def test_a_corrected_mapping_that_would_bring_every_row_twice_fails_and_says_what_to_do(house):
    house.file("roles.csv", "Deal,Person,Role\nD1,P1,Champion\nD1,P2,Blocker\n")
    entries = "  roles.csv: {table: deal_roles, columns: {Deal: opportunity, Role: role}}"
    house.load(entries, "roles.csv")
    before = house.everything()
    with pytest.raises(ImportFailed, match=r"roles\.csv: by the corrected mapping 2 of its rows .* twice.*Start over"):
        house.load(entries.replace("Deal:", "Person: contact, Deal:"), "roles.csv")
    assert house.everything() == before


def test_an_older_export_by_the_same_mapping_still_changes_nothing(house):
    linked(house)
    house.file("activities.csv", "ID,acc,When,Kind\n1,A1,2026-11-01,meeting\n")
    (report,) = house.load(ACCOUNTS + ACTIVITIES, "activities.csv", as_of="2026-11-20")
    assert (report.updated, report.older) == (0, 1)


def test_a_file_that_went_into_another_table_before_is_told_of(house):
    house.file("persons.csv", "ID,Name\n1,Ivo Under\n")
    house.load("  persons.csv: {table: people, id: ID, columns: {Name: name}}", "persons.csv")
    (report,) = house.load("  persons.csv: {table: contacts, id: ID, columns: {Name: name}}", "persons.csv")
    assert (
        "it was imported as people before: those 1 rows stay until you start over with an empty store"
        in report.warnings
    )


# --- what is said of what is missing


def test_tables_that_come_in_without_their_links_or_dates_are_warned_of(house):
    house.file("roles.csv", "Deal,Role\nD1,Champion\n")
    house.file("activities.csv", "ID,Kind\n1,call\n")
    entries = """
  roles.csv: {table: deal_roles, columns: {Deal: opportunity, Role: role}}
  activities.csv: {table: activities, id: ID, columns: {Kind: channel}}
"""
    roles, activities = house.load(entries, "roles.csv", "activities.csv")
    assert roles.warnings == ["no column feeds contact: its rows belong to no contact"]
    assert activities.warnings == [NO_ACCOUNT, "no column feeds occurred_at: its rows have no date"]


def test_rows_that_end_up_without_their_account_or_date_are_counted_where_they_are_most(house):
    house.file("deals.csv", "ID,Name\nD1,a\n")
    house.file("activities.csv", "ID,deal,When\n1,,2026-11-01\n2,,\n3,,\n4,D1,\n")
    entries = """
  deals.csv: {table: opportunities, id: ID, columns: {Name: name}}
  activities.csv: {table: activities, id: ID, columns: {deal: opportunity, When: occurred_at}}
"""
    _deals, report = house.load(entries, "deals.csv", "activities.csv")
    assert report.warnings == [
        "4 of 4 rows belong to no account",
        "3 of 4 rows have no date (occurred_at)",
    ]


def test_a_missing_reference_is_told_with_its_row_and_how_to_make_it(house):
    house.file("accounts.csv", "ID,Name\nA1,Acme\n")
    house.file("deals.csv", "ID,Name,acc,Product,Close\n1,a,A9,Watch Tower,2026-11-01\n2,b,A1,,2026-11-01\n")
    entries = """
  deals.csv:
    table: opportunities
    id: ID
    columns: {Name: name, acc: account, Product: product, Close: close_date}
"""
    _accounts, report = house.load(ACCOUNTS + entries, "accounts.csv", "deals.csv")
    assert report.unresolved["account"].hint is None
    assert report.unresolved["product"].hint == "{field: product, by: name, create: true}"
    told = import_text([report.to_json()])
    assert "1 rows name an account that is not in the store: kept without it (line 2: A9)" in told
    assert "1 rows name a product that is not in the store: kept without it (line 2: Watch Tower)" in told
    assert "to make them from their names: {field: product, by: name, create: true}" in told


def test_custom_fields_read_as_one_says_them_and_flags_are_yes_or_no(house):
    house.file("accounts.csv", "ID,Name,up_against,still_there,sites,Rival__c\nA1,Acme,Orbis,1,1,x\nA2,Bold,,0,0,\n")
    house.load(ACCOUNTS, "accounts.csv")
    assert house.rows("SELECT name, label, type FROM custom_fields ORDER BY name") == [
        ("rival_c", "Rival", "text"),
        ("sites", "sites", "integer"),
        ("still_there", "still there", "boolean"),
        ("up_against", "up against", "text"),
    ]
    assert house.rows("SELECT json_extract(custom, '$.still_there') FROM accounts") == [(1,), (0,)]


def test_a_count_that_holds_only_0_and_1_in_a_later_export_stays_a_count(house):
    house.file("accounts.csv", "ID,Name,done\nA1,Acme,3\n")
    house.load(ACCOUNTS, "accounts.csv")
    house.file("accounts.csv", "ID,Name,done\nA1,Acme,1\n")
    house.load(ACCOUNTS, "accounts.csv", as_of="2026-11-21")
    assert house.rows("SELECT type FROM custom_fields") == [("integer",)]
    assert house.rows("SELECT custom FROM accounts") == [('{"done": 1}',)]
