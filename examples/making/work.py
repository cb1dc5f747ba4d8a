"""Activities, campaigns and invitations, support cases, intent signals and leads."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from company.accounts import ACCOUNTS, Account
from company.contacts import ANGLO_FIRST, ANGLO_LAST
from company.deals import CASES
from company.marketing import (
    CALLS,
    CAMPAIGNS,
    CASE_SUBJECTS,
    DOWNLOADS,
    FREE_MAIL,
    INTENT_PROVIDERS,
    LEAD_SOURCES,
    MEETINGS,
    NEWSLETTERS,
    PAGES,
    SALES_IN,
    SALES_OUT,
    SEQUENCE,
    STRANGERS,
    TOPICS,
    Campaign,
)
from company.moments import MOMENTS, PLANNED
from company.people import BY_KEY, PRODUCTS, SUPPORT_OF_TEAM

from making.basics import FIRST_DAY, LAST_DAY, Row, ascii_letters, chance, day, moment, record_id
from making.deals import HANDOVER, VICTORS, is_meant_for
from making.master_data import current_tier
from making.world import Contact, OpenPeriod, World

ACTIVITIES = 6_000
LEADS = 84


@dataclass(frozen=True)
class Kind:
    side: str
    channel: str
    direction: str
    human: bool
    weight: float
    subjects: tuple[str, ...]


KINDS = {
    "email": Kind("Sales", "Email", "Outbound", True, 15, tuple(SALES_OUT)),
    "email in": Kind("Sales", "Email", "Inbound", True, 9, tuple(SALES_IN)),
    "call": Kind("Sales", "Call", "Outbound", True, 8, tuple(CALLS)),
    "call in": Kind("Sales", "Call", "Inbound", True, 2, ("Called back about {product}", "Question about an invoice")),
    "meeting": Kind("Sales", "Meeting", "Outbound", True, 6, tuple(MEETINGS)),
    "social": Kind("Sales", "LinkedIn", "Outbound", True, 2, ("Comment on their post", "Message after the event")),
    "sequence": Kind("Sales", "Email", "Outbound", False, 6, tuple(SEQUENCE)),
    "ad": Kind("Marketing", "Ad", "Outbound", False, 11, ("Ad impressions of a day",)),
    "newsletter": Kind("Marketing", "Email", "Outbound", False, 8, tuple(NEWSLETTERS)),
    "open": Kind("Marketing", "Email", "Inbound", False, 6, ("Opened: Quay Letter", "Opened: Product news")),
    "scan": Kind("Marketing", "Email", "Inbound", False, 3, ("Link followed by a mail scanner",)),
    "visit": Kind("Marketing", "Web", "Inbound", True, 14, tuple(f"Visited: {page}" for page in PAGES)),
    "download": Kind("Marketing", "Web", "Inbound", True, 4, tuple(f"Downloaded: {title}" for title in DOWNLOADS)),
    "event": Kind("Marketing", "Event", "Inbound", True, 4, ("Attended: {campaign}",)),
    "form": Kind("Marketing", "Web", "Inbound", True, 1.5, ("Asked for a demo", "Subscribed to the Quay Letter")),
}
VOLUME = {"hot": 9.0, "spike": 6.0, "warm": 5.0, "cool": 3.0, "silent": 3.2, "machine": 3.0, "quiet": 1.1}
TIER_FACTOR = {"1:1": 1.3, "1:few": 1.0, "1:many": 0.8, "-": 0.6}
DAYS = [FIRST_DAY + dt.timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]


def make_campaigns(world: World) -> None:
    world.files["campaigns.csv"] = [
        {
            "Campaign ID": record_id("701", number),
            "Campaign": campaign.name,
            "Channel": campaign.channel,
            "Start": f"{day(campaign.start):%d.%m.%Y}",
            "End": f"{day(campaign.end):%d.%m.%Y}",
            "Cost": f"{campaign.cost:,}".replace(",", ".") + ",00",
            "Currency": campaign.currency,
            "Status": _campaign_status(campaign),
        }
        for number, campaign in enumerate(CAMPAIGNS)
    ]
    rows: list[Row] = []
    for number, campaign in enumerate(CAMPAIGNS):
        luck = chance("invitations", campaign.name)
        start = day(campaign.start)
        candidates = [
            contact
            for account in ACCOUNTS
            if is_meant_for(campaign, account)
            for contact in world.reachable(account.name, start)
        ]
        invited = luck.sample(candidates, min(campaign.invited, len(candidates)))
        for contact in sorted(invited, key=lambda c: c.id):
            ran = campaign.channel in ("Event", "Webinar")
            status = luck.choices(
                ["Invited", "Responded", "Attended" if ran else "Responded", "Declined"], [5, 2, 2.5, 1.2]
            )[0]
            rows.append(
                {
                    "Member ID": record_id("00v", len(rows)),
                    "Campaign ID": record_id("701", number),
                    "Contact Email": contact.email,
                    "Invited At": moment(start - dt.timedelta(days=luck.randrange(7, 35)), luck),
                    "Status": status,
                }
            )
    world.files["campaign_members.csv"] = rows


def _campaign_status(campaign: Campaign) -> str:
    if day(campaign.start) > LAST_DAY:
        return "Planned"
    return "Completed" if day(campaign.end) < LAST_DAY else "Active"


def make_activities(world: World) -> None:
    rows: list[tuple[str, Row]] = []
    for name, person, ours, when, kind, subject, label in [*MOMENTS, *PLANNED]:
        contact = world.contact(name, person) if person else None
        deal = next((deal for deal in world.deals.get(name, []) if label and deal.label == label), None)
        time = when.replace(" ", "T") + ":00Z"
        rows.append((time, _activity(world, name, KINDS[kind], subject, time, BY_KEY[ours].name, contact, deal, "")))
    rest = ACTIVITIES - len(rows)
    weights = {
        account.name: VOLUME[account.rhythm.split(" ")[0]] * TIER_FACTOR[current_tier(account)] for account in ACCOUNTS
    }
    total = sum(weights.values())
    counts = {name: int(rest * weight / total) for name, weight in weights.items()}
    for name in sorted(weights, key=lambda name: -weights[name])[: rest - sum(counts.values())]:
        counts[name] += 1
    for account in ACCOUNTS:
        rows += _activities_of(world, account, counts[account.name])
    rows.sort(key=lambda pair: (pair[0], pair[1]["Account ID"], pair[1]["Subject"]))
    sales: list[Row] = []
    marketing: list[Row] = []
    names = {account_id: name for name, account_id in world.account_ids.items()}
    for number, (_, row) in enumerate(rows):
        if row["Side"] == "Sales":
            row["Activity ID"] = record_id("00T", number)
            del row["Contact Email"], row["Campaign"]
            sales.append(row)
        else:
            row["Activity ID"] = f"MKT-{number + 1:06d}"
            marketing.append(
                {
                    "Event ID": row["Activity ID"], "Account Name": names[row["Account ID"]],
                    "Contact Email": row["Contact Email"], "Marketer": row["Assigned To"], "Campaign": row["Campaign"],
                    "Side": "Marketing", "Channel": row["Channel"], "Direction": row["Direction"],
                    "Triggered By": row["Triggered By"], "Event": row["Subject"], "Time (UTC)": row["Time (UTC)"],
                }
            )  # fmt: skip
    world.files["activities_sales.csv"] = sales
    world.files["activities_marketing.csv"] = marketing


def _activity(
    world: World, name: str, kind: Kind, subject: str, when: str, ours: str, contact: Contact | None,
    deal: OpenPeriod | None, campaign: str,
) -> Row:  # fmt: skip
    return {
        "Activity ID": "",
        "Account ID": world.account_ids[name],
        "Contact ID": contact.id if contact else "",
        "Contact Email": contact.email if contact else "",
        "Opportunity ID": deal.deal_id if deal else "",
        "Campaign": campaign,
        "Assigned To": ours,
        "Side": kind.side,
        "Channel": kind.channel,
        "Direction": kind.direction,
        "Triggered By": "Person" if kind.human else "System",
        "Subject": subject,
        "Time (UTC)": when,
    }


def _activities_of(world: World, account: Account, count: int) -> list[tuple[str, Row]]:
    luck = chance("activities", account.name)
    word, _, when = account.rhythm.partition(" @")
    turn = day(when) if when else None
    deals = world.deals.get(account.name, [])
    interests = sorted({deal.product for deal in deals}) or [product.name for product in PRODUCTS]
    weights = [_day_weight(date, word, turn, deals) for date in DAYS]
    found = []
    for date in sorted(luck.choices(DAYS, weights, k=count)):
        machine_only = word == "machine" and turn is not None and date > turn
        burst = word == "spike" and turn is not None and date >= turn
        current = [deal for deal in deals if deal.start <= date <= deal.end]
        key = _kind(luck, date, word, machine_only, burst, bool(current))
        kind = KINDS[key]
        contact = _contact(world, account, key, date, current, luck)
        if contact is None and (kind.side == "Sales" or kind.channel in ("Email", "Event")):
            key = "visit" if not machine_only else "ad"
            kind = KINDS[key]
        deal = luck.choice(current) if kind.side == "Sales" and current and luck.random() < 0.75 else None
        campaign = _campaign_of(key, account, date, luck)
        if key == "event" and not campaign:
            key, kind = "visit", KINDS["visit"]
        product = deal.product if deal else luck.choice(interests)
        subject = luck.choice(kind.subjects).format(
            product=product,
            account=account.name,
            department=contact.department if contact else "",
            campaign=campaign,
        )
        time = moment(date, luck, *((12, 22) if account.country in ("United States", "Canada") else (7, 16)))
        who = _who(account, key, date, luck)
        found.append((time, _activity(world, account.name, kind, subject, time, who, contact, deal, campaign)))
    return found


def _day_weight(date: dt.date, word: str, turn: dt.date | None, deals: list[OpenPeriod]) -> float:
    weight = 1.0 if date.weekday() < 5 else 0.05
    weight *= 1 + 1.2 * sum(deal.start <= date <= deal.end for deal in deals)
    age = (LAST_DAY - date).days
    if word == "hot" and age < 90:
        weight *= 1.8
    if word == "quiet" and age < 90:
        weight *= 0.3
    if turn and word == "silent" and date > turn:
        weight = 0.0
    if turn and word == "spike" and date >= turn:
        weight *= 7
    return weight


def _kind(luck: random.Random, date: dt.date, word: str, machine_only: bool, burst: bool, in_a_deal: bool) -> str:
    weights = {}
    for key, kind in KINDS.items():
        weight = kind.weight
        if kind.side == "Sales" and not in_a_deal:
            weight *= 0.35
        if kind.human and word == "quiet":
            weight *= 0.4
        if burst and key in ("visit", "download", "email in"):
            weight *= 3
        if (machine_only and kind.human) or (date.weekday() > 4 and key not in ("ad", "open", "visit")):
            weight = 0.0
        weights[key] = weight
    return luck.choices(list(weights), list(weights.values()))[0]


def _contact(
    world: World, account: Account, key: str, date: dt.date, current: list[OpenPeriod], luck: random.Random
) -> Contact | None:
    if key == "ad" or (key == "visit" and luck.random() < 0.45):
        return None
    present = world.reachable(account.name, date)
    involved = {email for deal in current for email in deal.contacts}
    weights = [4.0 if contact.email in involved else 1.0 for contact in present]
    return luck.choices(present, weights)[0] if present else None


def _campaign_of(key: str, account: Account, date: dt.date, luck: random.Random) -> str:
    channels = {
        "ad": ("Advertising",), "event": ("Event", "Webinar"), "download": ("Content", "Email"),
        "newsletter": ("Email", "Direct mail"), "open": ("Email",),
    }.get(key, ())  # fmt: skip
    grace = dt.timedelta(days=45 if key == "event" else 0)  # late registrations and recordings count for a while
    fitting = [
        campaign.name
        for campaign in CAMPAIGNS
        if campaign.channel in channels
        and is_meant_for(campaign, account)
        and day(campaign.start) <= date <= day(campaign.end) + grace
    ]
    return luck.choice(fitting) if fitting else ""


def _who(account: Account, key: str, date: dt.date, luck: random.Random) -> str:
    marketer, sdr, csm = SUPPORT_OF_TEAM[BY_KEY[account.owner].team]
    if KINDS[key].side == "Marketing":
        return BY_KEY[marketer].name
    if key == "sequence":
        return BY_KEY[sdr].name
    owner = "victor" if account.name in VICTORS and date < HANDOVER else account.owner
    second = csm if account.lifecycle == "Customer" else sdr
    return BY_KEY[owner if luck.random() < 0.72 else second].name


def make_cases(world: World) -> None:
    found: list[tuple[str, str, Contact, str, str, str]] = []
    for name, person, subject, severity, opened, closed in CASES:
        luck = chance("case", subject)
        times = moment(day(opened), luck, 7, 9), moment(day(closed), luck, 12, 16) if closed else ""
        found.append((times[0], name, world.contact(name, person), subject, severity, times[1]))
    for account in ACCOUNTS:
        if account.lifecycle not in ("Customer", "Former Customer"):
            continue
        luck = chance("cases", account.name)
        bought = [(deal.product, deal.end) for deal in world.deals[account.name] if deal.won]
        last = LAST_DAY if account.lifecycle == "Customer" else dt.date(2025, 9, 30)
        for _ in range(luck.randint(3, 8) if account.lifecycle == "Customer" else 2):
            opened_on = FIRST_DAY + dt.timedelta(days=luck.randrange((last - FIRST_DAY).days))
            in_use = [product for product, since in bought if since < opened_on]
            if not in_use:
                continue
            product = luck.choice(in_use)
            closed_on = opened_on + dt.timedelta(days=luck.randrange(1, 24))
            contact = luck.choice([c for c in world.contacts[account.name] if c.can_be_met(opened_on)])
            severity = luck.choices(["Low", "Medium", "High"], [4, 5, 1])[0]
            subject = luck.choice(CASE_SUBJECTS[product])
            times = moment(opened_on, luck, 7, 10), moment(closed_on, luck, 11, 16) if closed_on <= last else ""
            found.append((times[0], account.name, contact, subject, severity, times[1]))
    found.sort(key=lambda case: (case[0], case[1]))
    world.files["support_cases.csv"] = [
        {
            "Case Number": f"{number + 30117:08d}",
            "Account Name": name,
            "Contact Email": contact.email,
            "Subject": subject,
            "Severity": severity,
            "Status": "Closed" if closed else "Open",
            "Opened": opened,
            "Closed": closed,
        }
        for number, (opened, name, contact, subject, severity, closed) in enumerate(found)
    ]


def make_intent(world: World) -> None:
    found: list[tuple[str, str, str, int, str]] = []
    many = {"hot": 12, "spike": 8, "warm": 8, "cool": 6, "silent": 5, "machine": 6, "quiet": 2}
    for account in ACCOUNTS:
        luck = chance("intent", account.name)
        word, _, turn = account.rhythm.partition(" @")
        for _ in range(many[word]):
            date = FIRST_DAY + dt.timedelta(days=luck.randrange(len(DAYS)))
            score = luck.randint(22, 78)
            found.append((moment(date, luck), account.name, luck.choice(TOPICS[account.industry]), score,
                          luck.choice(INTENT_PROVIDERS)))  # fmt: skip
        if word == "spike":
            for n in range(9):
                date = day(turn) + dt.timedelta(days=n * 4)
                found.append((moment(date, luck), account.name, luck.choice(TOPICS[account.industry][:2]),
                              luck.randint(82, 97), INTENT_PROVIDERS[0]))  # fmt: skip
    found.sort()
    world.files["intent.csv"] = [
        {
            "Signal ID": f"INT-{number + 1:05d}", "Account Name": name, "Topic": topic, "Score": str(score),
            "Provider": provider, "Seen At": seen,
        }
        for number, (seen, name, topic, score, provider) in enumerate(found)
    ]  # fmt: skip


def make_leads(world: World) -> None:
    luck = chance("leads")
    taken = {contact.name for contacts in world.contacts.values() for contact in contacts}
    titles = ["Operations Manager", "IT Manager", "Analyst", "Head of Supply Chain", "Consultant", "Office Manager",
              "Head of Purchasing", "Student", "Managing Director", "Records Officer"]  # fmt: skip
    open_to_all = [account for account in ACCOUNTS if account.visibility == "everyone"]
    rows: list[Row] = []
    while len(rows) < LEADS:
        first, last = luck.choice(ANGLO_FIRST), luck.choice(ANGLO_LAST)
        if f"{first} {last}" in taken:
            continue
        taken.add(f"{first} {last}")
        mailbox = f"{ascii_letters(first)}.{ascii_letters(last)}".lower()
        kind = luck.choices(["account", "stranger", "free mail", "no mail"], [45, 25, 20, 6])[0]
        account = luck.choice(open_to_all)
        company, domain, country = account.name, luck.choice(account.domains.split("; ")), account.country
        if kind == "stranger":
            company, domain, country = luck.choice(STRANGERS)
        elif kind == "free mail":
            company, domain = luck.choice([company, ""]), luck.choice(FREE_MAIL)
        created = LAST_DAY - dt.timedelta(days=luck.randrange(0, 500))
        age = (LAST_DAY - created).days
        status = luck.choice(["New", "Working"] if age < 30 else ["Working", "Nurture", "Disqualified", "Converted"])
        owner = BY_KEY[SUPPORT_OF_TEAM[BY_KEY[account.owner].team][1]].name
        rows.append(
            {
                "Lead ID": record_id("00Q", len(rows)), "Name": f"{first} {last}",
                "Email": "" if kind == "no mail" else f"{mailbox}@{domain}", "Company": company,
                "Title": luck.choice(titles), "Lead Source": luck.choice(LEAD_SOURCES), "Status": status,
                "Country": country, "Created At": moment(created, luck), "Lead Owner": owner,
            }
        )  # fmt: skip
    world.files["leads.csv"] = rows
