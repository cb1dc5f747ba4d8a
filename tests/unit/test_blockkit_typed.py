"""What people type, turned into Slack's markup."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.workspace import blockkit
from bot.workspace.typed import as_sent

USERS = {"abmbot": "UBOT", "dana": "UDANA"}
CHANNELS = {"general": "CGENERAL"}


def sent(typed: str) -> str:
    return as_sent(typed, USERS, CHANNELS)[0]


def test_names_channels_and_addresses_become_references():
    typed = "@abmbot see #general and https://a.example/?x=1&y=2."
    assert sent(typed) == "<@UBOT> see <#CGENERAL|general> and <https://a.example/?x=1&amp;y=2>."


def test_an_unknown_name_an_e_mail_address_and_typed_markup_stay_text():
    assert sent("@nobody dana@dana.example <!channel> <@UBOT> & #nowhere") == (
        "@nobody dana@dana.example &lt;!channel&gt; &lt;@UBOT&gt; &amp; #nowhere"
    )


def test_emphasis_and_code_are_styles_in_the_rich_text():
    text, (block,) = as_sent("*bold* `@abmbot` and\n```\nselect *\n```", USERS, CHANNELS)
    assert text == "*bold* `@abmbot` and\n```select *```"
    first, pre = block["elements"]
    assert first["elements"][0] == {"type": "text", "text": "bold", "style": {"bold": True}}
    assert first["elements"][2] == {"type": "text", "text": "@abmbot", "style": {"code": True}}
    assert pre == {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "select *"}]}


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_nothing_typed_makes_markup_of_its_own_and_no_word_is_lost(typed):
    text, blocks = as_sent(typed, USERS, CHANNELS)
    allowed = r"<(@U\w+|#C\w+\|[\w-]+|!(here|channel|everyone)|https?://[^<>]*)>"
    rest = re.sub(allowed, "", text)
    assert "<" not in rest
    assert ">" not in rest
    if not re.search(allowed, text) and "```" not in typed:
        assert html.unescape(text.replace("&amp;", "&amp;")) == html.unescape(
            typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        )
    if typed.strip():
        assert not blockkit.check_blocks(blocks)
