"""No name, denial or "only" of a question is passed over: it is read, or nothing is answered."""

import pytest

FILES = {
    "owners.csv": "Owner ID,Owner Name,Owner Email,Team\n1,Ada Berg,ada@x.example,North\n"
    "2,Bo Carl,bo@x.example,South\n",
    "companies.csv": "Company ID,Company name,Company owner,Lifecycle Stage,Number of Employees,Taproom\n"
    "1,Acme,Ada Berg,Customer,12,Yes\n2,Bold,Bo Carl,Customer,300,No\n3,Crux,Ada Berg,Customer,50,\n"
    "4,Dune,Bo Carl,Opportunity,700,No\n5,Elm,Ada Berg,Customer,90,Yes\n",
    "contacts.csv": "Contact ID,First Name,Last Name,Email,Job Title,Associated Company ID,Lifecycle Stage,Trained On\n"
    "1,Ann,Ash,ann@acme.example,CFO,1,Lead,Centrifuge\n2,Cat,Cole,cat@bold.example,Buyer,2,Customer,Centrifuge\n"
    "3,Dot,Dale,dot@dune.example,CFO,4,Customer,Canning\n4,Eve,Elms,eve@acme.example,Buyer,1,Lead,Canning\n",
    "deals.csv": "Deal ID,Deal Name,Deal Stage,Amount,Currency,Close Date,Deal owner,Associated Company ID\n"
    "1,Acme centrifuge,Closed Won,50000,USD,2025-03-01,Ada Berg,1\n"
    "2,Acme kegs,Closed Lost,70000,USD,2026-03-01,Ada Berg,1\n"
    "3,Bold kegs,Quote Sent,90000,USD,2027-01-01,Bo Carl,2\n4,Crux kegs,Closed Won,30000,USD,2026-05-01,Bo Carl,3\n"
    "5,Dune kegs,Quote Sent,4000,USD,2027-02-01,Bo Carl,4\n6,Crux taps,Closed Won,10000,USD,2025-06-01,Bo Carl,3\n",
    "contracts.csv": "Contract ID,Company ID,Start Date,Renewal Date,Status,Amount\n"
    "1,1,2025-01-01,2027-01-01,Active,10\n2,2,2024-01-01,2025-01-01,Ended,20\n",
    "tickets.csv": "Ticket ID,Ticket name,Ticket status,Ticket owner,Created On,Company ID,Source\n"
    "1,Leak,Open,Ada Berg,2026-10-02,1,Phone\n2,Noise,Closed,,2026-10-05,1,Email\n"
    "3,Dust,Closed,Bo Carl,2026-10-06,2,Phone\n"
    "4,Smell,Open,,2026-09-06,3,Phone\n",
    "campaigns.csv": "Campaign ID,Campaign Name,Channel,Start Date\n1,Hop Dinner,Event,2026-05-01\n"
    "2,Keg Mailing,Email,2026-06-01\n",
    "campaign_members.csv": "Member ID,Campaign ID,Contact ID,Status,Invited At\n1,1,1,Invited,2026-05-01\n"
    "2,2,2,Responded,2026-06-01\n3,2,1,Invited,2026-06-01\n",
    "activities.csv": "Activity ID,Type,Date,Company ID,Assigned To,Subject,Meeting Outcome\n"
    "1,Meeting,2025-11-03,1,Ada Berg,Talk,Completed\n2,Meeting,2026-10-03,2,Ada Berg,Talk,Completed\n"
    "3,Meeting,2026-10-04,2,Bo Carl,Talk,Cancelled\n4,Meeting,2026-10-05,3,Bo Carl,Talk,No show\n",
}


@pytest.fixture(scope="module")
def rep(colleague_over):
    return colleague_over(FILES)


ACCOUNTS = ("Acme", "Bold", "Crux", "Dune", "Elm")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("which accounts have a closed ticket?", {"Acme", "Bold"}),
        ("which accounts have a ticket that isn't closed?", {"Acme", "Crux"}),
        ("which accounts have no closed ticket?", {"Crux", "Dune", "Elm"}),
        ("accounts with a closed ticket but no open one", {"Bold"}),
        ("accounts with tickets but none of them open", {"Bold"}),
        ("customers with contracts but none active", {"Bold"}),
        ("accounts that have deals but none won", {"Bold", "Dune"}),
        ("accounts with open deals but none above 50,000", {"Dune"}),
        ("accounts that had a won deal in 2025 but none in 2026", {"Acme"}),
        ("which accounts had meetings last year but none this year?", {"Acme"}),
        ("accounts that have contacts but no CFO", {"Bold"}),
        ("accounts with a contract but not an active one", {"Bold"}),
        ("customers with fewer than 60 people", {"Acme", "Crux"}),
        ("customers w more than 60 people", {"Bold", "Elm"}),
        ("which customers employ over 60 people?", {"Bold", "Elm"}),
        ("which accounts have no taproom?", {"Bold", "Dune"}),
        ("accounts where the taproom is unknown", {"Crux"}),
        ("deals stuck in quote sent", {"Bold", "Dune"}),
    ],
)
def test_a_denial_is_of_what_it_is_said_of(rep, question, named):
    reply = rep(question)
    assert reply.status == "answered"
    told = {name for name in ACCOUNTS for table in reply.tables for row in table.rows if name in str(row)}
    assert told == named


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("which campaigns was Acme part of?", ("2 campaigns", "Hop Dinner")),
        ("campaigns that reached Bold", ("1 campaign:", "Keg Mailing")),
        ("how many contacts do our customers have?", (": 3.",)),
        ("CFOs at our customers", ("1 contact:", "Ann Ash")),
        ("tickets without an owner", ("2 support cases", "Noise", "Smell")),
        ("how many tickets came in by phone?", (": 3.",)),
        ("what share of the meetings were cancelled?", ("25",)),
        ("deals won in 2025, how many deals?", (": 2.",)),
        ("compare won deals 2025 and 2026", ("2025 2", "2026 1")),
        ("compare open deals of Ada Berg and Bo Carl", ("Bo Carl 2",)),
    ],
)
def test_what_is_named_is_what_is_told(rep, question, told):
    reply = rep(question)
    assert reply.status == "answered"
    assert all(part in reply.text for part in told)


def test_how_many_deals_that_is_counts_those_of_the_figure(rep):
    pipeline, count = rep.talk("open pipeline of Bo Carl", "how many deals is that?")
    assert pipeline.status == "answered"
    assert ": 2." in count.text


@pytest.mark.parametrize(
    "question",
    [
        "centrifuge deals",
        "customers with deals, all of them lost",
        "accounts that have only closed tickets",
        "which accounts were met by someone other than their owner?",
        "did we win more in 2025 or in 2026?",
    ],
)
def test_what_cannot_be_read_in_full_is_not_answered(rep, question):
    assert rep(question).status == "abstained"
