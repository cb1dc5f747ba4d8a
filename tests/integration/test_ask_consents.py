"""Whom we may call or write to is told by consents alone: no call that was made, no number and no event stands in."""

import pytest

ACCOUNTS = "Id,Name,Segment\nA1,Acme,Big\nA2,Bold,Small\n"
CONTACTS = """Contact Id,Name,Email,Phone,Account
C1,Ann Ash,ann@acme.example,+1 555 0101,Acme
C2,Ben Birk,ben@acme.example,+1 555 0102,Acme
C3,Cat Cole,cat@bold.example,+1 555 0103,Bold
C4,Dov Dent,dov@bold.example,+1 555 0104,Bold
"""
CONSENTS = """Consent Id,Contact,Channel,Status,Given At
1,Ann Ash,phone,declined,2026-01-05
2,Ben Birk,phone,granted,2026-01-06
3,Cat Cole,phone,withdrawn,2026-01-07
4,Cat Cole,linkedin,granted,2026-01-07
5,Ann Ash,email,granted,2026-01-08
"""
ACTIVITIES = "Activity Id,Type,Date,Contact,Account,Subject\n" + "".join(
    f"{number},{kind},2026-11-0{number},{who},{account},Talk {number}\n"
    for number, (kind, who, account) in enumerate(
        [("Call", "Ann Ash", "Acme"), ("Call", "Cat Cole", "Bold"), ("LinkedIn", "Ben Birk", "Acme")], 1
    )
)


@pytest.fixture(scope="module")
def caller(colleague_over):
    return colleague_over(
        {
            "accounts.csv": ACCOUNTS,
            "contacts.csv": CONTACTS,
            "consents.csv": CONSENTS,
            "activities.csv": ACTIVITIES,
        }
    )


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Which contacts have opted out of phone calls?", {"Ann", "Cat"}),
        ("which contacts at Acme have declined phone consent?", {"Ann"}),
        ("Who at Bold has told us no to phone calls?", {"Cat"}),
        ("which contacts may we not call?", {"Ann", "Cat"}),
        ("which contacts do not want to be called?", {"Ann", "Cat"}),
        ("which contacts have given consent for LinkedIn?", {"Cat"}),
        ("which contacts have phone consent?", {"Ben"}),
        ("which contacts have no phone consent?", {"Ann", "Cat", "Dov"}),
        ("which contacts have email consent?", {"Ann"}),
    ],
)
def test_who_allows_a_channel_is_told_by_consents(caller, question, named):
    reply = caller(question)
    assert reply.status == "answered"
    assert "activities" not in reply.understood
    assert {name for name in ("Ann", "Ben", "Cat", "Dov") if name in reply.text} == named


def test_without_consents_nothing_else_tells_whom_we_may_call(colleague_over):
    asked = colleague_over({"accounts.csv": ACCOUNTS, "contacts.csv": CONTACTS, "activities.csv": ACTIVITIES})
    assert asked("which contacts may we not call?").status == "abstained"
