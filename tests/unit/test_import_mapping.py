"""The mapping file: what it says, and what is said about a wrong one."""

import datetime as dt

import pytest

from storage.errors import MappingInvalid
from storage.importers.fields import CODED, ORDER, TABLES, VOCABULARY, WATCHED, fields_of
from storage.importers.headers import ENTITIES, FILE_WORDS, MEANINGS, SYNONYMS
from storage.importers.mapping import FromColumn, ToCustom, ToField, ToNote, load_mapping, parse_mapping

SOUND = """
source: salesforce
as_of: 2026-11-20
currency: USD
files:
  "accounts*.csv":
    table: accounts
    id: Account ID
    columns:
      Account Name: name
      Annual Revenue: {field: revenue, scale: 1000000, currency: EUR}
      Owner: {field: owner, by: name, create: true}
      Region Code: {custom: region_code, type: text, label: Region code}
      Description: {note: Account description}
      Flag: ignore
      Website: [domains, {custom: website}]
    values:
      lifecycle: {Yes: customer, No: prospect}
    skip_when: {Is Deleted: ["true", "1"]}
"""


def wrong(text: str, *said: str) -> None:
    with pytest.raises(MappingInvalid) as error:
        parse_mapping(text, "map.yaml")
    for part in ("map.yaml", "Nothing was imported", *said):
        assert part in str(error.value)


def changed(old: str, new: str) -> str:
    assert old in SOUND
    return SOUND.replace(old, new)


def test_a_sound_mapping_is_read():
    entry = parse_mapping(SOUND).for_file("Accounts_2026.CSV")
    assert entry.table == "accounts"
    revenue = entry.columns["Annual Revenue"][0]
    assert isinstance(revenue, ToField) and (revenue.scale, revenue.currency) == (1_000_000, "EUR")
    owner = entry.columns["Owner"][0]
    assert isinstance(owner, ToField) and owner.create and owner.by == "name"
    assert entry.columns["Region Code"] == (ToCustom("region_code", "text", "Region code"),)
    assert entry.columns["Description"] == (ToNote("Account description"),)
    assert len(entry.columns["Website"]) == 2
    assert entry.values == {"lifecycle": {"yes": "customer", "no": "prospect"}}
    assert parse_mapping(SOUND).as_of == dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def test_an_exact_file_name_wins_over_a_pattern():
    text = SOUND + "  accounts_old.csv: {table: leads, columns: {Mail: email}}\n"
    assert parse_mapping(text).for_file("accounts_old.csv").table == "leads"


def test_a_file_without_an_entry_is_named():
    with pytest.raises(MappingInvalid, match=r"no entry for the file deals\.csv.*accounts\*\.csv"):
        parse_mapping(SOUND).for_file("deals.csv")


def test_an_unknown_field_is_named_with_what_is_allowed():
    wrong(
        changed("Account Name: name", "Account Name: nmae"),
        "columns > Account Name",
        "nmae",
        "Did you mean name?",
        "industry",
    )


def test_every_mistake_is_told_at_once():
    wrong(changed("Account Name: name", "Account Name: nam").replace("Flag: ignore", "Flag: flagg"), "'nam'", "'flagg'")
    two = SOUND + "  deals.csv: {table: opportunities, columns: {Reason: loss_reason}}\n"
    wrong(two.replace("Flag: ignore", "Flag: flagg"), "'flagg'", "'loss_reason'", "deals.csv")


def test_an_unknown_table_is_named_with_what_is_allowed():
    wrong(changed("table: accounts", "table: acounts"), "table", "Did you mean accounts?", "opportunities")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: Account ID", "di: Account ID", "there is no such key"),
        ("source: salesforce", "origin: salesforce", "there is no such key"),
        ("source: salesforce\n", "", "source"),
        ("currency: USD", "currency: dollars", "currency code"),
        ("as_of: 2026-11-20", "as_of: last week", "is not a date"),
        ("by: name, create: true", "by: phone", "Allowed: id, name, email"),
        ("scale: 1000000", "scale: a lot", "a number is needed"),
        ("Account Name: name", "Account Name: {field: name, by: name}", "only a reference"),
        ("Account Name: name", "Account Name: industry", "no column feeds name"),
        ("Flag: ignore", "Flag: name", "is fed by 'Account Name' already"),
        ("type: text", "type: string", "Allowed: integer, number, date, boolean, text"),
        ("id: Account ID", "id: Account ID\n    dates: whenever", "day-first"),
        ("id: Account ID", "id: Account ID\n    numbers: european", "1.234,56"),
        ("id: Account ID", "id: Account ID\n    encoding: klingon", "no known encoding"),
        ("id: Account ID", "id: Account ID\n    delimiter: xx", "one character"),
        ("id: Account ID", "id: Account ID\n    stages: {Won: won}", "only opportunities have stages"),
        ("id: Account ID", "id: Account ID\n    visibility: secret", "no visibility label"),
        ("id: Account ID", "id: Account ID\n    id: Other", "given twice"),
        ("table: accounts", "table: [accounts", "is not a YAML file"),
    ],
)
def test_each_mistake_is_told_with_its_place(old, new, said):
    wrong(changed(old, new), said)


@pytest.mark.parametrize(
    "text", ["", "just text", "- a\n- b", "files: {}", "source: x\nfiles: []", "a: &a [*a]", "{" * 5000]
)
def test_what_is_no_mapping_at_all_is_refused(text):
    wrong(text)


def test_a_mapping_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(MappingInvalid, match="cannot be read"):
        load_mapping(tmp_path / "none.yaml")
    (tmp_path / "bad.yaml").write_bytes(b"\xff\xfe\x00binary")
    with pytest.raises(MappingInvalid, match="not UTF-8"):
        load_mapping(tmp_path / "bad.yaml")


def test_columns_may_say_as_of_and_visibility():
    mapping = parse_mapping(changed("as_of: 2026-11-20", "as_of: {column: Modified}\nvisibility: {column: Sharing}"))
    assert mapping.as_of == FromColumn("Modified")
    assert mapping.visibility == FromColumn("Sharing")


def test_every_declaration_names_fields_that_exist():
    assert set(ORDER) == set(TABLES) == set(SYNONYMS) == set(ENTITIES)
    for table, names in WATCHED.items():
        assert set(names) <= set(fields_of(table)), table
    for table, words in SYNONYMS.items():
        assert set(words) <= set(fields_of(table)), table
    for table, name in {**VOCABULARY, **MEANINGS}:
        assert name in fields_of(table)
    for key, meanings in MEANINGS.items():
        assert {ours for ours, _theirs in meanings} <= set(CODED[key]), key
    assert {table for _pattern, table in FILE_WORDS} == set(TABLES)


def test_tables_come_after_those_they_refer_to():
    for position, table in enumerate(ORDER):
        for known in fields_of(table).values():
            if known.target not in {"", table}:
                assert ORDER.index(known.target) < position, (table, known.name)


@pytest.mark.parametrize(
    ("table", "name", "value", "said"),
    [
        ("accounts", "lifecycle", "former customer", "Did you mean former? Allowed: prospect, opportunity, customer,"),
        ("accounts", "lifecycle", "zzz", "Allowed: prospect, opportunity, customer, former"),
        ("opportunities", "type", "upsell", "Did you mean expansion? Allowed: new, expansion, renewal"),
        ("opportunities", "status", "zzz", "Allowed: open, won, lost"),
        ("deal_roles", "role", "zzz", "Allowed: economic buyer, champion, technical evaluator, user"),
        ("contracts", "status", "zzz", "Allowed: active, signed, renewed, ended"),
        ("campaigns", "status", "zzz", "Allowed: planned, active, running, completed"),
        ("campaign_invitations", "status", "zzz", "Allowed: invited, responded, attended, declined"),
        ("activities", "channel", "zzz", "Allowed: email, call, meeting, event, web"),
    ],
)
def test_a_word_that_is_none_of_ours_is_refused_with_those_that_are(table, name, value, said):
    columns = {"activities": "{A: subject}", "deal_roles": "{A: role}", "campaign_invitations": "{A: status}"}.get(
        table, "{A: name}"
    )
    text = f"source: crm\nfiles:\n  x.csv: {{table: {table}, columns: {columns}, values: {{{name}: {{w: {value}}}}}}}"
    wrong(text, f"files > x.csv > values > {name} > w: '{value}' is not a value of {name}", said)


def test_words_of_ours_in_any_spelling_none_at_all_and_words_of_other_fields_are_taken():
    text = """
source: crm
files:
  x.csv:
    table: accounts
    columns: {A: name, B: lifecycle, C: industry}
    values:
      lifecycle: {Kunde: Customer, Other: ""}
      industry: {IT: anything at all}
"""
    assert parse_mapping(text).for_file("x.csv").values == {
        "lifecycle": {"kunde": "Customer", "other": ""},
        "industry": {"it": "anything at all"},
    }


def test_the_digest_of_an_entry_is_of_what_it_says_but_for_its_date():
    def digest(text):
        return parse_mapping(text).for_file("accounts.csv").digest

    assert digest(SOUND) == digest(changed("as_of: 2026-11-20", "as_of: 2026-11-27"))
    assert digest(SOUND) != digest(changed("Flag: ignore", "Flag: region"))
    assert digest(SOUND) != digest(changed("currency: USD", "currency: EUR"))
