"""Opportunities with their history, the committee of each, and contracts."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from company.accounts import ACCOUNTS, Account
from company.deals import CONTRACTS, CURRENCY, DEALS, EXP, NEW, NEXT_WEEK_NEW, REN, TOLD_IN_FULL, Deal
from company.deals import NEXT_WEEK as CHANGES
from company.marketing import CAMPAIGNS, COMPETITORS, LOSS_REASONS, Campaign
from company.people import BY_KEY, PRODUCTS

from making.basics import LAST_DAY, NEXT_WEEK, TODAY, Row, chance, day, moment, record_id, us_date, workday
from making.world import Contact, OpenPeriod, World

OPPORTUNITIES = 140
STAGES = ["Prospecting", "Discovery", "Evaluation", "Proposal", "Negotiation"]
PROBABILITY = {
    "Prospecting": 10, "Discovery": 20, "Evaluation": 40, "Proposal": 60, "Negotiation": 80, "Closed Won": 100,
    "Closed Lost": 0,
}  # fmt: skip
FORECAST = {"Negotiation": "Commit", "Proposal": "Best Case", "Closed Won": "Closed", "Closed Lost": "Omitted"}
QUARTER_ENDS = [dt.date(2025, 9, 30), dt.date(2025, 12, 31), dt.date(2026, 3, 31), dt.date(2026, 6, 30),
                dt.date(2026, 9, 30)]  # fmt: skip
PRICE = {product.name: product.price for product in PRODUCTS}
HANDOVER = dt.date(2025, 10, 1)  # Victor Hale left; his accounts went to Dana Whitlock and Marcus Bell
VICTORS = {"Halden Freight", "Corvida Diagnostics", "Prairie Lantern Life"}
NEEDS = {  # product -> what such a deal is called
    "Quay Connect": ["order messages", "partner integration", "stock messages", "billing link"],
    "Quay Flow": ["approvals", "exception desk", "purchase requests", "service orders"],
    "Quay Sight": ["planning", "cost analytics", "service levels", "network analytics"],
    "Quay Vault": ["records archive", "contract archive", "audit files", "retention project"],
    "Quay Pulse": ["supplier portal", "carrier portal", "broker portal", "partner onboarding"],
}


def _limit(account: Account) -> dt.date:
    """The last day on which something happens in a deal of the account."""
    word, _, when = account.rhythm.partition(" @")
    return day(when) if word in ("silent", "machine") else LAST_DAY


def _amount(account: Account, product: str, luck: random.Random) -> int:
    size = 0.5 if account.employees < 600 else 0.75 if account.employees < 1500 else 1.0
    size = 1.35 if account.employees > 3000 else size
    step = 5_000 if PRICE[product] > 100_000 else 1_000
    return round(PRICE[product] * size * luck.uniform(0.75, 1.2) / step) * step


class _Maker:
    def __init__(self, world: World) -> None:
        self.world = world
        self.deals: list[Deal] = list(DEALS)
        self.contracts: list[tuple[str, str, str, int, dt.date, dt.date, str]] = [
            (account, label, product, amount, day(start), day(renewal), status)
            for account, label, product, amount, start, renewal, status in CONTRACTS
        ]

    def product_for(self, account: Account, luck: random.Random) -> str:
        owned = {deal.product for deal in self.deals if deal.account == account.name}
        free = [name for name in PRICE if name not in owned] or list(PRICE)
        return luck.choice(free)

    def label(self, account: Account, product: str, luck: random.Random) -> str:
        used = {deal.label for deal in self.deals if deal.account == account.name}
        labels = [f"{product} {need}" for need in NEEDS[product] if f"{product} {need}" not in used]
        return luck.choice(labels)

    def won(self, account: Account, kind: str, luck: random.Random, close: dt.date, months: int) -> None:
        """A won deal, its contract, and the renewals that have followed since."""
        product = self.product_for(account, luck)
        amount = _amount(account, product, luck)
        close = workday(min(close, _limit(account)))
        created = workday(close - dt.timedelta(days=luck.randint(70, 230)))
        label = f"{product} first purchase" if kind == NEW else self.label(account, product, luck)
        self.deals.append(
            Deal(account.name, label, product, kind, "Closed Won", amount, created.isoformat(), close.isoformat())
        )
        start = (close.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        self.contract(account, label, product, amount, start, months, luck)

    def contract(
        self, account: Account, label: str, product: str, amount: int, start: dt.date, months: int, luck: random.Random
    ) -> None:
        total = start.year * 12 + start.month - 1 + months
        renewal = dt.date(total // 12, total % 12 + 1, 1) - dt.timedelta(days=1)
        if renewal > TODAY:
            self.contracts.append((account.name, label, product, amount, start, renewal, "Active"))
            if renewal - TODAY < dt.timedelta(days=120):
                created = workday(renewal - dt.timedelta(days=150))
                stage = "Negotiation" if renewal.month == 12 else "Discovery"
                self.renewal(account, product, stage, amount, created, workday(renewal - dt.timedelta(days=14)))
            return
        lost = account.lifecycle == "Former Customer"
        status = "Ended" if lost else "Renewed"
        self.contracts.append((account.name, label, product, amount, start, renewal, status))
        close = workday(renewal - dt.timedelta(days=luck.randint(10, 40)))
        created = workday(close - dt.timedelta(days=luck.randint(60, 120)))
        uplift = round(amount * luck.choice([1.0, 1.03, 1.05]) / 500) * 500
        again = self.renewal(account, product, "Closed Lost" if lost else "Closed Won", uplift, created, close)
        if not lost:
            self.contract(account, again, product, uplift, renewal + dt.timedelta(days=1), months, luck)

    def renewal(self, account: Account, product: str, stage: str, amount: int, created: dt.date, close: dt.date) -> str:
        label = f"{product} renewal {close.year}"
        loss = "Price" if stage == "Closed Lost" else ""
        self.deals.append(
            Deal(account.name, label, product, REN, stage, amount, created.isoformat(), close.isoformat(), loss=loss)
        )
        return label

    def lost(self, account: Account, kind: str, luck: random.Random) -> None:
        product = self.product_for(account, luck)
        close = workday(min(_limit(account), LAST_DAY) - dt.timedelta(days=luck.randrange(2, 520)))
        created = workday(close - dt.timedelta(days=luck.randint(50, 240)))
        self.deals.append(
            Deal(account.name, self.label(account, product, luck), product, kind, "Closed Lost",
                 _amount(account, product, luck), created.isoformat(), close.isoformat(),
                 loss=luck.choice(LOSS_REASONS), competitor=luck.choice(COMPETITORS))
        )  # fmt: skip

    def open(self, account: Account, kind: str, luck: random.Random) -> None:
        product = self.product_for(account, luck)
        stage = luck.choices(STAGES, [5, 3, 3, 2, 1])[0]
        age = 20 + STAGES.index(stage) * luck.randint(20, 45) + luck.randrange(40)
        created = workday(_limit(account) - dt.timedelta(days=age))
        earliest = 10 if stage == "Negotiation" else 25 if stage == "Proposal" else 60
        close = workday(TODAY + dt.timedelta(days=earliest + luck.randrange(110)))
        self.deals.append(
            Deal(account.name, self.label(account, product, luck), product, kind, stage,
                 _amount(account, product, luck), created.isoformat(), close.isoformat(),
                 competitor=luck.choice(COMPETITORS))
        )  # fmt: skip

    def plan(self) -> list[Deal]:
        written = {deal.account for deal in DEALS if deal.type == NEW}
        for account in ACCOUNTS:
            if account.name in written:
                continue
            luck = chance("deals", account.name)
            if account.lifecycle == "Customer":
                bought = dt.date(2023, 9, 1) + dt.timedelta(days=luck.randrange(700))
                self.won(account, NEW, luck, bought, luck.choice([12, 24, 36]))
            elif account.lifecycle == "Former Customer":
                self.won(account, NEW, luck, dt.date(2023, 10, 1) + dt.timedelta(days=luck.randrange(150)), 24)
            elif account.lifecycle == "Opportunity":
                self.open(account, NEW, luck)
            elif luck.random() < 0.6:
                self.lost(account, NEW, luck)
        self.fill()
        return self.deals

    def fill(self) -> None:
        """More deals at accounts that are free for it, until there are OPPORTUNITIES."""
        luck = chance("more deals")
        free = [
            account
            for account in ACCOUNTS
            if account.visibility == "everyone" and account.rhythm != "quiet" and account.name not in TOLD_IN_FULL
        ]
        luck.shuffle(free)
        turn = 0
        while len(self.deals) < OPPORTUNITIES:
            account = free[turn % len(free)]
            turn += 1
            if account.lifecycle == "Customer":
                outcome = luck.choices(["won", "lost", "open"], [6, 2, 3])[0]
                if outcome == "won":
                    quarter_end = luck.choice(QUARTER_ENDS)
                    self.won(account, EXP, luck, quarter_end - dt.timedelta(days=luck.randrange(40)), 24)
                elif outcome == "lost":
                    self.lost(account, EXP, luck)
                else:
                    self.open(account, EXP, luck)
            elif luck.random() < 0.45:
                self.lost(account, NEW, luck)


def make_deals(world: World) -> None:
    maker = _Maker(world)
    deals = maker.plan()
    assert len(deals) == OPPORTUNITIES, len(deals)
    rows: list[Row] = []
    history: list[Row] = []
    roles: list[Row] = []
    deal_ids: dict[tuple[str, str], str] = {}
    for number, plain in enumerate(deals):
        account = world.accounts[plain.account]
        luck = chance("deal", plain.account, plain.label)
        deal = _with_changes(plain, luck)
        deal_id = deal_ids[deal.account, deal.label] = record_id("006", number)
        rows.append(_row(deal_id, deal, account, luck))
        _add_history(history, deal_id, deal, account, luck)
        committee = _committee(world, deal, luck)
        for contact, role in committee:
            roles.append(
                {
                    "Role ID": record_id("00K", len(roles)), "Opportunity ID": deal_id, "Contact ID": contact.id,
                    "Role": role,
                }
            )  # fmt: skip
        end = day(deal.close) if deal.stage.startswith("Closed") else TODAY
        world.deals.setdefault(deal.account, []).append(
            OpenPeriod(
                deal_id,
                deal.label,
                deal.product,
                day(deal.created),
                end,
                deal.stage == "Closed Won",
                tuple(contact.email for contact, _ in committee),
            )
        )
    history.sort(key=lambda row: (row["Edit Date"], row["Opportunity ID"], row["Field"]))
    for number, row in enumerate(history):
        row["History ID"] = record_id("017", number)
    world.files["opportunities.csv"] = rows
    world.files["opportunity_history.csv"] = history
    world.files["opportunity_contact_roles.csv"] = roles
    world.files["contracts.csv"] = [
        {
            "Contract No.": f"CT-{start.year}-{number + 101:04d}",
            "Customer": name,
            "Product": product,
            "Deal": deal_ids[name, label],
            "Title": f"{product} subscription",
            "Annual Value": f"{amount:,}".replace(",", ".") + f",00 {CURRENCY.get(name, 'USD')}",
            "Start": f"{start:%d/%m/%Y}",
            "Renewal": f"{renewal:%d/%m/%Y}",
            "Status": status,
        }
        for number, (name, label, product, amount, start, renewal, status) in enumerate(
            sorted(maker.contracts, key=lambda contract: (contract[4], contract[0], contract[2]))
        )
    ]


def _owner(deal: Deal, account: Account, date: dt.date) -> str:
    if deal.owner:
        return BY_KEY[deal.owner].name
    return "Victor Hale" if account.name in VICTORS and date < HANDOVER else BY_KEY[account.owner].name


def _with_changes(deal: Deal, luck: random.Random) -> Deal:
    """Deals without written changes get plausible ones: a later close date, another amount."""
    if deal in DEALS or deal.stage == "Prospecting":
        return deal
    changes: list[tuple[str, str, str]] = []
    start, close = day(deal.created), day(deal.close)
    end = min(close, _limit_of_work(deal))
    if luck.random() < 0.35 and (end - start).days > 30:
        old = round(deal.amount * luck.choice([0.8, 0.9, 1.1, 1.2, 1.25]) / 1000) * 1000
        changes.append(("Amount", str(old), _between(start, end, luck).isoformat()))
    if luck.random() < 0.4 and (end - start).days > 30:
        old_close = workday(close - dt.timedelta(days=luck.choice([21, 30, 45, 60, 92])))
        when = min(_between(start, end, luck), old_close - dt.timedelta(days=1))
        if when > start:
            changes.append(("Close Date", old_close.isoformat(), workday(when).isoformat()))
    return replace(deal, was=changes)


def _limit_of_work(deal: Deal) -> dt.date:
    return _limit(next(account for account in ACCOUNTS if account.name == deal.account))


def _between(start: dt.date, end: dt.date, luck: random.Random) -> dt.date:
    days = (end - start).days
    return workday(start + dt.timedelta(days=luck.randint(days // 3 + 2, max(days // 3 + 2, days - 3))))


def _row(deal_id: str, deal: Deal, account: Account, luck: random.Random) -> Row:
    closed = deal.stage.startswith("Closed")
    campaign = deal.campaign or (_campaign(deal, account, luck) if luck.random() < 0.3 and deal.type != REN else "")
    if deal.type == REN:
        source = "Customer Success"
    elif campaign:
        source = "Marketing"
    else:
        source = luck.choices(["Sales", "Marketing", "Partner"], [6, 2, 1])[0]
    review = workday(day(deal.created) + dt.timedelta(days=luck.randrange(40, 120)))
    started = deal.stage in ("Negotiation", "Closed Won") or (deal.stage == "Proposal" and luck.random() < 0.4)
    fee = round(deal.amount * luck.choice([0.08, 0.1, 0.12, 0.15]) / 500) * 500
    return {
        "Opportunity ID": deal_id,
        "Opportunity Name": f"{deal.account} - {deal.label}",
        "Account Name": deal.account,
        "Type": deal.type,
        "Stage": deal.stage,
        "Amount": f"{deal.amount:,}.00",
        "Currency": CURRENCY.get(deal.account, "USD"),
        "Probability (%)": str(PROBABILITY[deal.stage]),
        "Close Date": us_date(deal.close),
        "Created Date": us_date(deal.created),
        "Opportunity Owner": _email(_owner(deal, account, day(deal.close) if closed else TODAY)),
        "Product": deal.product,
        "Primary Campaign": campaign,
        "Lead Source": source,
        "Competitor": deal.competitor,
        "Seats": str(luck.randrange(20, 400, 10)),
        "Discount (%)": str(luck.choice([0, 0, 5, 7.5, 10, 12.5, 15])),
        "Implementation Fee": "" if deal.type == REN else f"{fee:,}.00",
        "Paper Process Started": "Yes" if started else "No",
        "Security Review Due": us_date(review) if not closed and deal.type == NEW else "",
        "Forecast Category": FORECAST.get(deal.stage, "Pipeline"),
        "Loss Reason": deal.loss,
        "Next Step": deal.next_step,
        "Export Date": us_date(TODAY),
    }


def _email(name: str) -> str:
    return next(person.email for person in BY_KEY.values() if person.name == name)


def is_meant_for(campaign: Campaign, account: Account) -> bool:
    team = BY_KEY[account.owner].team
    return (not campaign.audience or account.industry in campaign.audience) and (
        not campaign.teams or team in campaign.teams
    )


def _campaign(deal: Deal, account: Account, luck: random.Random) -> str:
    fitting = [
        campaign.name
        for campaign in CAMPAIGNS
        if campaign.channel != "Advertising"
        and is_meant_for(campaign, account)
        and 0 <= (day(deal.created) - day(campaign.start)).days < 150
    ]
    return luck.choice(fitting) if fitting else ""


def _add_history(history: list[Row], deal_id: str, deal: Deal, account: Account, luck: random.Random) -> None:
    def add(field: str, old: str, new: str, when: dt.date, hour: int) -> None:
        history.append(
            {
                "History ID": "", "Opportunity ID": deal_id, "Field": field, "Old Value": old, "New Value": new,
                "Edit Date": moment(when, luck, hour, hour), "Edited By": _owner(deal, account, when),
            }
        )  # fmt: skip

    created = day(deal.created)
    closed = deal.stage.startswith("Closed")
    steps = [(stage, day(when)) for stage, when in deal.stages] or _steps(deal, created, luck)
    before = "Prospecting"
    for stage, when in steps:
        add("Stage", before, stage, when, 10)
        before = stage
    if closed:
        add("Stage", before, deal.stage, day(deal.close), 16)
    for field, final in (("Amount", str(deal.amount)), ("Close Date", deal.close)):
        changes = [(old, day(when)) for name, old, when in deal.was if name == field]
        values = [old for old, _ in changes] + [final]
        for (old, when), new in zip(changes, values[1:], strict=True):
            add(field, old, new, when, 14)
    end = day(deal.close) if closed else TODAY
    if not deal.owner and account.name in VICTORS and created < HANDOVER < end:
        add("Owner", "Victor Hale", BY_KEY[account.owner].name, HANDOVER, 8)


def _steps(deal: Deal, created: dt.date, luck: random.Random) -> list[tuple[str, dt.date]]:
    """When a deal reached each stage on its way, evenly with some chance."""
    if deal.stage == "Closed Won":
        stages = STAGES[1:]
    elif deal.stage == "Closed Lost":
        stages = STAGES[1 : luck.randint(2, 5)]
    else:
        stages = STAGES[1 : STAGES.index(deal.stage) + 1]
    end = day(deal.close) if deal.stage.startswith("Closed") else min(_limit_of_work(deal), LAST_DAY)
    share = (end - created).days / (len(stages) + 1)
    dates = [
        workday(created + dt.timedelta(days=round(share * (n + 0.6 + luck.uniform(-0.25, 0.35)))))
        for n in range(len(stages))
    ]
    return [(stage, max(date, created)) for stage, date in zip(stages, sorted(dates), strict=True)]


def _committee(world: World, deal: Deal, luck: random.Random) -> list[tuple[Contact, str]]:
    if deal.roles:
        return [(world.contact(deal.account, name), role) for name, role in deal.roles.items()]
    when = day(deal.created)
    present = [contact for contact in world.contacts[deal.account] if contact.can_be_met(when)]
    luck.shuffle(present)
    wishes = [
        ("Economic Buyer", lambda c: c.seniority in ("C-level", "VP")),
        ("Champion", lambda c: c.seniority in ("Director", "Manager") and c.department != "Procurement"),
        ("Technical Evaluator", lambda c: c.department in ("IT", "Data")),
        ("Procurement", lambda c: c.department == "Procurement"),
        ("Legal", lambda c: c.department == "Legal"),
        ("User", lambda c: c.department in ("Operations", "Supply Chain", "Quality")),
    ]
    depth = 1 if deal.stage == "Prospecting" else 2 if deal.stage == "Discovery" else luck.randint(3, 6)
    found: list[tuple[Contact, str]] = []
    for role, fits in wishes[:depth] if depth > 1 else wishes[1:2]:
        contact = next((c for c in present if fits(c)), None)
        if contact:
            present.remove(contact)
            found.append((contact, role))
    return found


def opportunities_of_next_week(world: World) -> list[Row]:
    """The same export a week later: some deals moved, two are new."""
    rows = [dict(row) | {"Export Date": us_date(NEXT_WEEK)} for row in world.files["opportunities.csv"]]
    by_name = {row["Opportunity Name"]: row for row in rows}
    for account, label, column, value in CHANGES:
        row = by_name[f"{account} - {label}"]
        if column == "Stage":
            row["Stage"] = value
            row["Probability (%)"] = str(PROBABILITY[value])
            row["Forecast Category"] = FORECAST.get(value, "Pipeline")
            if value == "Closed Lost":
                row["Loss Reason"] = "No decision"
        elif column == "Amount":
            row["Amount"] = f"{int(value):,}.00"
        elif column == "Close Date":
            row["Close Date"] = us_date(value)
        else:
            row["Opportunity Owner"] = BY_KEY[value].email
    for number, deal in enumerate(NEXT_WEEK_NEW):
        luck = chance("deal", deal.account, deal.label)
        row = _row(record_id("006", OPPORTUNITIES + number), deal, world.accounts[deal.account], luck)
        rows.append(row | {"Export Date": us_date(NEXT_WEEK)})
    return rows
