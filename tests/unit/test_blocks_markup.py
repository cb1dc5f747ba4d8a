import pytest

from bot.listeners.markup import mentioned_users, words

NAMES = {"U0000000002": "Lee Grant"}


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("<@UBOT> who owns Halden?", "who owns Halden?"),
        ("is <@U0000000002> on it", "is Lee Grant on it"),
        ("what about <https://halden.example|halden.example>?", "what about halden.example?"),
        ("and <https://halden.example/a>", "and https://halden.example/a"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("see <#C123|deals> and <#C124>", "see #deals and #C124"),
        ("<!channel> &lt;b&gt; Smith &amp; Co", "@channel <b> Smith & Co"),
        ("<!date^1392734382^{date}|18 Feb> <!subteam^S1|@sales>", "18 Feb @sales"),
        ("a < b", "a < b"),
        ("&amp;lt;!channel&amp;gt;", "&lt;!channel&gt;"),
    ],
)
def test_slack_markup_becomes_the_words_a_person_sees(sent, meant):
    assert words(sent, bot="UBOT", name_of=lambda user: NAMES[user]) == meant


def test_mentions_are_found_in_order():
    assert mentioned_users("<@UB> and <@W1|x> not @U3") == ["UB", "W1"]
