"""A CRM that says things in words of its own: fields asked for by a part of their label, kinds of rows, states."""

import pytest
from sqlalchemy import select

from storage.tables import CustomField

FILES = {
    "users.csv": "User - ID,User - Name,User - Email,User - Active,User - Team,User - Role\n"
    "1,Ada Berg,ada@x.example,Yes,North,Account executive\n2,Bo Carl,bo@x.example,No,South,Account executive\n"
    "3,Cy Dunn,cy@x.example,Yes,South,Account executive\n",
    "organizations.csv": "Organization - ID,Organization - Name,Organization - Label,Organization - Owner,"
    "Organization - State/county of Address,Organization - Country of Address,Organization - Industry,"
    "Organization - Organization created,Organization - Rooms,Organization - Services,Organization - Key account,"
    "Organization - Service contract ends,Organization - Site survey date,Organization - Site survey status,"
    "Organization - Heating supplier,Organization - Annual energy spend,Organization - Net zero target year\n"
    "1,Acme,Customer,Ada Berg,Texas,United States,Hotel,2024-02-01,700,"
    '"Linen, Mats",Yes,2026-05-01,2026-03-01,Done,Northwind Boilers,90000,2030\n'
    "2,Bold,Hot prospect,Bo Carl,Texas,United States,Hotel,2026-02-01,300,"
    '"Linen, Towels",No,2027-05-01,2026-04-01,Declined,Southwind Boilers,40000,2040\n'
    "3,Crux,Customer,Ada Berg,Ohio,United States,Clinic,2025-02-01,120,"
    "Linen,No,2027-02-01,2026-05-01,Planned,Northwind Boilers,20000,2050\n"
    "4,Dune,Former customer,Cy Dunn,Ohio,United States,Clinic,2025-03-01,80,"
    '"Mats, Towels",No,2026-01-01,,,Southwind Boilers,10000,\n'
    '5,Elm,Hot prospect,Cy Dunn,Utah,United States,Hotel,2025-03-01,60,"Linen, Mats, Towels",Yes,,,,,5000,\n',
    "people.csv": "Person - ID,Person - Name,Person - Organization,Person - Organization ID,Person - Email - Work,"
    "Person - Job title,Person - Met at trade fair\n"
    "1,Ann Ash,Acme,1,ann@acme.example,Rooms Division Manager,Yes\n2,Cat Cole,Bold,2,,Rooms Division Manager,No\n"
    "3,Dot Dale,Crux,3,dot@crux.example,Buyer,Yes\n4,Ann Ash,Bold,2,ash@bold.example,Buyer,No\n",
    "deals.csv": "Deal - ID,Deal - Title,Deal - Organization,Deal - Organization ID,Deal - Value,"
    "Deal - Currency of Value,Deal - Stage,Deal - Status,Deal - Owner,Deal - Lost reason,Deal - Won time,"
    "Deal - Lost time,Deal - Expected close date,Deal - Source channel,Deal - Trial wash done,Deal - Deal created\n"
    "1,Acme towels,Acme,1,50000,USD,Proposal Sent,Open,Ada Berg,,,,2027-01-10,Fair,Yes,2026-09-01\n"
    "2,Acme mats,Acme,1,70000,USD,Proposal Sent,Won,Ada Berg,,2026-10-05,,2026-10-05,Fair,Yes,2026-08-01\n"
    "3,Bold mats,Bold,2,90000,USD,Trial Wash,Lost,Bo Carl,Project cancelled,,2026-09-05,2026-09-05,Web,No,2026-07-01\n"
    "4,Crux towels,Crux,3,30000,USD,Trial Wash,Won,Cy Dunn,,2026-03-05,,2026-03-05,Web,Yes,2026-01-01\n"
    "5,Bold linen,Bold,2,20000,USD,Trial Wash,Open,Bo Carl,,,,2026-11-01,Web,No,2026-07-01\n",
    "activities.csv": "Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Done,"
    "Activity - Assigned to user,Activity - Deal,Activity - Deal ID,Activity - Organization,"
    "Activity - Organization ID,Activity - Contact person\n"
    "1,Walk through,Visit,2026-11-03,Done,Ada Berg,Acme towels,1,Acme,1,Ann Ash\n"
    "2,Review,Meeting,2026-11-04,Done,Ada Berg,,,Acme,1,\n"
    "3,Offer,Task,2026-11-25,To do,Cy Dunn,,,Crux,3,Dot Dale\n"
    "4,Prices,Task,2026-11-02,Done,Cy Dunn,Bold linen,5,Bold,2,Ann Ash\n"
    "5,Hello,Call,2026-11-05,Done,Cy Dunn,,,Bold,2,Cat Cole\n",
    "leads.csv": "Lead - ID,Lead - Title,Lead - Contact person,Lead - Person email,Lead - Organization,Lead - Source,"
    "Lead - Status,Lead - Lead created\n1,Towels,Gus Hall,gus@gmail.com,Acme,Web,New,2026-11-01\n",
}


@pytest.fixture(scope="module")
def rep(colleague_over):
    return colleague_over(FILES)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Acme site survey date?", "1 Mar 2026"),
        ("survey status Bold", "Declined"),
        ("energy spend of Crux", "20,000"),
        ("what is the net zero target of Acme?", "2030."),
        ("who supplies the heating at Bold?", "Southwind Boilers"),
        ("when does the service contract of Crux run out?", "1 Feb 2027"),
        ("total energy spend by industry", "Hotel 135,000"),
        ("how many accounts by net zero target year", "2030 1"),
        ("which state has the most accounts?", "Ohio 2"),
        ("how many states do we have accounts in?", ": 3."),
        ("how many hot prospects do we have?", ": 2."),
        ("how many hot prospects have more than 200 rooms?", ": 1."),
        ("how many people did we meet at a trade fair?", ": 2."),
        ("how many visits did we make this month?", ": 1."),
        ("how many tasks are open?", ": 1."),
        ("how many accounts have a service contract that ended already?", ": 2."),
        ("how many deals had a trial wash done and were won?", ": 2."),
        ("value of the deals in proposal sent", "50,000"),
        ("who has closed the most money this year?", "Ada Berg"),
        ("which rep made the most money in 2026?", "Ada Berg"),
        ("what's the total value of everything we won in October?", "70,000"),
        ("won deals by source channel", "Fair 1"),
        ("is Bo Carl still with us?", "active no"),
        ("is Ada Berg active?", "active yes"),
        ("activities by type this year", "task 1"),
        ("who owns the account with the most rooms?", "Ada Berg"),
        ("owner of the biggest open deal", "Ada Berg"),
        ("most active account in the last 30 days", "Acme 2"),
    ],
)
def test_a_figure_or_a_fact_is_asked_for_in_the_words_at_hand(rep, question, told):
    reply = rep(question)
    assert reply.status == "answered"
    assert told in reply.text


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("accounts with northwind heating", {"Acme", "Crux"}),
        ("accounts with a net zero target before 2041", {"Acme", "Bold"}),
        ("places with more than 100 rooms that aren't customers", {"Bold"}),
        ("list the hot prospects by rooms", {"Bold", "Elm"}),
        ("key accounts of Ada", {"Acme"}),
        ("accounts that take linen but no mats", {"Bold", "Crux"}),
        ("deals lost because the project was cancelled", {"Bold"}),
        ("which deals in trial wash are over 10k?", {"Bold"}),
        ("open deals where the expected close date has already slipped", {"Bold"}),
        ("which key accounts have no open pipeline?", {"Elm"}),
        ("accounts we visited this month", {"Acme"}),
        ("accounts created this year", {"Bold"}),
        ("customers with an expired service contract", {"Acme"}),
        ("accounts where we have no contact with an email", {"Dune", "Elm"}),
    ],
)
def test_rows_are_asked_for_in_the_words_at_hand(rep, question, named):
    reply = rep(question)
    assert reply.status == "answered"
    told = " ".join(str(cell) for table in reply.tables for row in table.rows for cell in row)
    assert {name for name in ("Acme", "Bold", "Crux", "Dune", "Elm") if name in told} == named


@pytest.mark.parametrize(
    "question",
    [
        "accounts that only have linen",
        "who is the buyer at the account with the most rooms?",
        "deals with a site survey date before the close date",
    ],
)
def test_what_would_be_read_without_a_word_of_it_is_not_answered(rep, question):
    assert rep(question).status == "abstained"


def test_colleagues_who_logged_nothing_are_asked_for_not_accounts(rep):
    told = str(rep("who hasn't logged an activity this month?").tables)
    assert "Bo Carl" in told and "Ada Berg" not in told and "Acme" not in told


def test_people_are_listed_where_people_are_asked_for(rep):
    reply = rep("how many buyers at customers?")
    assert reply.status == "answered" and ": 1." in reply.text
    assert "Dot Dale" in rep("all buyers at our customers").text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how many deals and activities does Acme have?", (": 2.", ": 2.")),
        ("how many deals and accounts does Cy Dunn own?", (": 1.", ": 2.")),
    ],
)
def test_two_things_that_are_counted_are_each_told(rep, question, told):
    sentences = [one.text for one in rep(question).sentences]
    assert all(part in sentence for part, sentence in zip(told, sentences, strict=True))


def test_a_contact_of_a_shared_name_is_the_one_at_the_company_of_the_row(rep):
    reply = rep("who did we visit at Acme this month?")
    assert "Ann Ash" in str(reply.tables) + reply.text


def test_a_column_that_only_names_what_an_id_leads_to_is_no_field(rep):
    with rep.context.database.read() as connection:
        labels = {label for (label,) in connection.execute(select(CustomField.label))}
    assert not labels & {"Deal", "Organization", "Contact person"}
    assert "Rooms" in labels
