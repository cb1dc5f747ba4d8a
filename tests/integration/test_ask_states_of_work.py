"""What became of planned work, whose work it was, and who won what: words that turn a figure round."""

import pytest

FILES = {
    "users.csv": "Id,Name,Email,Team\n1,Ada Berg,ada@x.example,North\n2,Bo Carl,bo@x.example,South\n",
    "accounts.csv": "Id,Account Name,Owner,BMS Supplier,Number of Buildings\n"
    "A1,Acme,Ada Berg,Trend,3\nA2,Bold,Ada Berg,None,4\nA3,Crux,Bo Carl,,5\n",
    "contacts.csv": "Contact Id,Name,Email,Phone,Account\nC1,Ann Ash,ann@acme.example,+44 20 7946 0101,Acme\n",
    "opportunities.csv": "Opportunity Id,Opportunity Name,Account,Stage,Type,Amount,Amount Currency,Close Date,Owner,"
    "Tender Number,Competitors\n"
    "D1,Acme one,Acme,Closed Won,Renewal,100,GBP,2026-03-01,Ada Berg,T-1,Sirius\n"
    "D2,Bold one,Bold,Closed Lost,New Business,200,EUR,2026-04-01,Bo Carl,,Sirius\n"
    "D3,Crux one,Crux,Proposal,New Business,300,GBP,2027-01-05,Bo Carl,T-2026-3,Nova\n"
    "D4,Acme two,Acme,Proposal,New Business,400,GBP,2027-02-05,Ada Berg,,\n",
    "contracts.csv": "Contract Id,Account,Start Date,Renewal Date,Status,Amount\n"
    "K1,Acme,2026-01-01,2027-01-01,Active,1000\n",
    "cases.csv": "Case Number,Subject,Account,Status,Created On\n"
    "1,Leak,Acme,New,2026-09-01\n2,Noise,Bold,Waiting on customer,2026-10-01\n3,Dust,Bold,Closed,2026-10-02\n",
    "activities.csv": "Activity Id,Type,Date,Account,Subject,Meeting Outcome\n"
    "1,Meeting,2026-10-05,Acme,Kick-off,Held\n2,Meeting,2026-10-06,Acme,Review,No show\n"
    "3,Meeting,2026-10-07,Bold,Review,Cancelled\n4,Meeting,2026-12-07,Acme,Site walk,Planned\n",
}


@pytest.fixture(scope="module")
def seller(colleague_over):
    return colleague_over(FILES)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how many meetings were there in October?", ": 1."),
        ("how many meetings were cancelled?", ": 1."),
        ("next meeting with Acme", "Site walk"),
        ("which deals did Sirius win?", "Bold one"),
        ("which deals did we win against Sirius?", "Acme one"),
        ("which open deals have no tender number?", "1 opportunity"),
        ("how many open deals have a tender number?", ": 1."),
        ("which accounts have BMS supplier None?", "1 account"),
        ("how much have we won?", "100 GBP"),
        ("tender number of the Crux one deal", "T-2026-3"),
        ("which open deals have Nova as a competitor?", "Crux one"),
        ("how many open cases are there?", ": 2."),
        ("total number of buildings of our accounts", ": 12."),
        ("who uses Trend as BMS?", "Acme"),
    ],
)
def test_a_word_that_turns_a_question_round_is_heard(seller, question, told):
    assert told in seller(question).text


@pytest.mark.parametrize("question", ["is Ada Berg still active?", "what's Ada's phone number?"])
def test_what_is_asked_of_a_colleague_is_told_of_nobody_else(seller, question):
    assert seller(question).status == "abstained"
