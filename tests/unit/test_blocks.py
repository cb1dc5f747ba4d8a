import datetime as dt
import json

import pytest

from bot.blocks.reply import (
    plain_message,
    private_heading,
    private_notice,
    query_message,
    reply_messages,
)
from bot.blocks.text import age, cut, escape, plain, web_link
from bot.workspace.blockkit import check_blocks, total_letters
from skills.contracts import Option, Query, Reply, Sentence, Table
from storage.evidence import Evidence

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
EVIL = "<!channel> <@U0000000001> <https://evil.example|here> & *bold* `code` @here </a>"


def evidence(
    name="note:1#0", kind="note", source="Discovery call", link=None, as_of=dt.datetime(2026, 10, 3, tzinfo=dt.UTC)
):
    return Evidence(name, kind, "Halden Freight", source, link, as_of, "Ines Okafor")


def reply(text="Ines Okafor is the champion.", **more):
    more.setdefault("sentences", (Sentence(text, ("note:1#0",)),))
    more.setdefault("evidence", (evidence(),))
    return Reply("answered", more.pop("understood", "champion at Halden Freight"), text, **more)


def messages_of(one):
    made = reply_messages(one, entry=7, now=NOW)
    for message in made:
        assert check_blocks(list(message.blocks)) == []
        assert total_letters(list(message.blocks)) <= 12_000
        assert len(message.text) <= 4_000
    return made


def words(message):
    return json.dumps(message.blocks, ensure_ascii=False)


def test_a_source_is_named_with_its_date_and_its_age():
    (message,) = messages_of(reply())
    assert "Discovery call, 3 Oct 2026, 7 weeks old" in words(message)


def test_a_date_that_the_source_line_names_is_not_said_twice():
    (message,) = messages_of(reply(evidence=(evidence(source="Discovery call, Dana Ruiz, 3 Oct 2026"),)))
    assert words(message).count("3 Oct 2026") == 1
    assert "7 weeks old" in words(message)


def test_a_record_links_to_where_it_stands_and_a_script_address_does_not():
    good = evidence("accounts:1", "record", "CRM account", "https://crm.example/a?x=1|2>3")
    bad = evidence("accounts:2", "record", "Other", "javascript:alert(1)")
    text = "One. Two."
    sentences = (Sentence("One.", ("accounts:1",)), Sentence("Two.", ("accounts:2",)))
    (message,) = messages_of(reply(text, sentences=sentences, evidence=(good, bad)))
    assert "<https://crm.example/a?x=1%7C2%3E3|CRM account>" in words(message)
    assert "javascript" not in words(message)


def test_sentences_point_to_the_numbers_of_their_sources():
    first, second = evidence("note:1#0"), evidence("note:2#0", source="QBR minutes")
    text = "One is so. Two is so."
    sentences = (Sentence("One is so.", ("note:1#0",)), Sentence("Two is so.", ("note:2#0", "note:1#0")))
    (message,) = messages_of(reply(text, sentences=sentences, evidence=(first, second)))
    assert "One is so. [1] Two is so. [1][2]" in words(message)


def test_many_sentences_stand_on_a_line_each():
    text = "One is so. Two is so. Three is so."
    sentences = tuple(Sentence(f"{one} is so.", ("note:1#0",)) for one in ("One", "Two", "Three"))
    (message,) = messages_of(reply(text, sentences=sentences))
    assert "One is so.\\nTwo is so.\\nThree is so." in words(message)
    assert message.text == text


def test_an_export_older_than_a_day_says_so_and_a_note_does_not():
    old = evidence("accounts:1", "record", "CRM account", as_of=NOW - dt.timedelta(days=3))
    (message,) = messages_of(reply(sentences=(Sentence("x", ("accounts:1",)),), evidence=(old,)))
    assert "later changes are not in it" in words(message)
    fresh = evidence("accounts:1", "record", "CRM account", as_of=NOW - dt.timedelta(hours=5))
    for one in (fresh, evidence()):
        (message,) = messages_of(reply(sentences=(Sentence("x", (one.id,)),), evidence=(one,)))
        assert "later changes" not in words(message)


def test_markup_from_data_reaches_no_place_that_slack_parses():
    one = reply(
        EVIL,
        understood=EVIL,
        evidence=(evidence(source=EVIL),),
        tables=(Table((EVIL,), ((EVIL,),)),),
        options=(Option(EVIL, EVIL),),
        query=Query(EVIL, False),
    )
    for message in [
        *messages_of(one),
        plain_message(EVIL),
        private_heading("C1", EVIL),
        query_message(EVIL, certified=True),
    ]:
        assert check_blocks(list(message.blocks)) == []
        for parsed in [message.text, *_parsed(list(message.blocks))]:
            assert "<" not in parsed


def _parsed(node):
    """The texts in which Slack looks for markup."""
    if isinstance(node, list):
        return [text for item in node for text in _parsed(item)]
    if isinstance(node, dict):
        own = [node["text"]] if node.get("type") == "mrkdwn" else []
        return own + [text for value in node.values() for text in _parsed(value)]
    return []


def test_a_table_has_no_empty_cell_and_says_what_it_cut():
    rows = tuple((f"Account {n}", "" if n % 2 else str(n), "x" * 700) for n in range(300))
    made = messages_of(reply(tables=(Table(("Account", "Deals", "Text"), rows),)))
    tables = [block for message in made for block in message.blocks if block["type"] == "table"]
    assert len(tables) == 1
    assert all(cell["text"] for row in tables[0]["rows"] for cell in row)
    shown = len(tables[0]["rows"]) - 1
    assert f"the first {shown} of 300 rows" in " ".join(words(message) for message in made)


def test_a_wide_table_keeps_twenty_columns_and_says_so():
    table = Table(tuple(f"c{n}" for n in range(30)), (tuple("1" for _ in range(30)),))
    made = messages_of(reply(tables=(table,)))
    assert "the first 20 of 30 columns" in words(made[0])


def test_figures_stand_to_the_right_and_names_to_the_left():
    table = Table(("Account", "Revenue"), (("Halden", "$1,200,000.00"), ("Brix", "€5")))
    (message,) = messages_of(reply(tables=(table,)))
    settings = next(block for block in message.blocks if block["type"] == "table")["column_settings"]
    assert [one["align"] for one in settings] == ["left", "right"]


def test_two_tables_go_in_two_messages():
    table = Table(("a",), (("1",),))
    assert len(messages_of(reply(tables=(table, table)))) == 2


def test_a_long_answer_becomes_several_messages_without_losing_a_word():
    text = " ".join(f"word{n}" for n in range(6_000))
    made = messages_of(reply(text, sentences=()))
    assert len(made) > 1
    said = "".join(
        element["text"]
        for message in made
        for block in message.blocks
        if block["type"] == "rich_text"
        for element in block["elements"][0]["elements"]
    )
    assert said == text


def test_buttons_carry_keys_and_no_data():
    one = reply(options=(Option("Halden Freight " * 20, "who owns Halden Freight?"),), query=Query("select 1", True))
    (message,) = messages_of(one)
    buttons = [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]
    assert [(button["action_id"], button["value"]) for button in buttons] == [
        ("ask_option_0", "7:0"),
        ("show_query", "7"),
    ]


def test_an_empty_reply_is_still_a_message():
    (message,) = messages_of(Reply("abstained", "", ""))
    assert message.text


def test_the_channel_learns_no_more_than_that_an_answer_went_privately():
    notice = private_notice("U0000000001")
    assert check_blocks(list(notice.blocks)) == []
    assert "privately" in notice.text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (-2, "today"),
        (1, "1 day old"),
        (13, "13 days old"),
        (14, "2 weeks old"),
        (62, "8 weeks old"),
        (63, "2 months old"),
        (400, "13 months old"),
        (730, "2 years old"),
    ],
)
def test_ages_are_said_as_people_say_them(days, said):
    assert age(NOW - dt.timedelta(days=days), NOW) == said


def test_cut_text_shows_that_it_was_cut():
    assert cut("abcdef", 4) == "abc…"
    assert cut("abcd", 4) == "abcd"


def test_escaped_text_has_no_angle_brackets_and_keeps_its_words():
    assert escape("a < b & c > d") == "a &lt; b &amp; c &gt; d"
    assert plain("a_b*c").replace("\u200b", "") == "a_b*c"


@pytest.mark.parametrize(
    "address", [None, "", "ftp://x.example", "http://", "https://[bad", "x" * 10, "https://x.example/" + "é" * 900]
)
def test_what_is_no_web_address_is_no_link(address):
    assert web_link(address) is None
