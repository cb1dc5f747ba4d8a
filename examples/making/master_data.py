"""People, products, quota, accounts, contacts, consents, target lists and technologies."""

from __future__ import annotations

import datetime as dt

from company.accounts import ACCOUNTS, REGIONS, Account
from company.contacts import ANGLO_FIRST, ANGLO_LAST, INDUSTRY_TITLES, NAMED, NAMES, TITLES
from company.marketing import TECHNOLOGIES
from company.people import BY_KEY, PEOPLE, PRODUCTS, QUARTERS, SUPPORT_OF_TEAM, TARGETS

from making.basics import FIRST_DAY, LAST_DAY, TODAY, Row, ascii_letters, chance, day, record_id
from making.world import Contact, World

CONTACTS = 350
PHONES = {
    "United States": "+1 {area} 555 01{line:02d}",
    "Canada": "+1 {area} 555 01{line:02d}",
    "United Kingdom": "+44 1632 9600{line:02d}",
    "Germany": "+49 30 23125 0{line:02d}",
}
"""Number ranges kept free for fiction; contacts in other countries have no number."""
LANGUAGES = {
    "Germany": "German", "France": "French", "Spain": "Spanish", "Mexico": "Spanish", "Brazil": "Portuguese",
    "Italy": "Italian",
}  # fmt: skip


def make_ours(world: World) -> None:
    world.files["people.csv"] = [
        {
            "User ID": record_id("005", number),
            "Full Name": person.name,
            "Email": person.email,
            "Slack Member ID": "U0" + record_id("005", number)[10:15] + "LQ",
            "Role": person.role,
            "Team": person.team,
            "Office": person.office,
            "Manager": BY_KEY[person.manager].name if person.manager else "",
            "Active": "Yes" if person.active else "No",
        }
        for number, person in enumerate(PEOPLE)
    ]
    world.files["products.csv"] = [
        {
            "Product Code": record_id("01t", number),
            "Product Name": product.name,
            "Product Family": product.family,
            "List Price": f"${product.price:,.2f}",
            "Currency": "USD",
            "What it does": product.about,
        }
        for number, product in enumerate(PRODUCTS)
    ]
    world.files["targets.csv"] = [
        {"Team": team, "Quarter": quarter, "Quota": f"${amount:,}", "Currency": "USD"}
        for team, amounts in TARGETS.items()
        for quarter, amount in zip(QUARTERS, amounts, strict=True)
    ]


def make_accounts(world: World) -> None:
    rows = []
    for number, account in enumerate(ACCOUNTS):
        luck = chance("account", account.name)
        customer = account.lifecycle == "Customer"
        budget = account.revenue * luck.uniform(0.012, 0.034)
        passed = FIRST_DAY + dt.timedelta(days=luck.randrange(500)) if customer or luck.random() < 0.2 else None
        owner = BY_KEY[account.owner]
        rows.append(
            {
                "Account ID": record_id("001", number),
                "Account Name": account.name,
                "Also Known As": account.aliases,
                "Former Name": account.former,
                "Website Domains": account.domains,
                "Industry": account.industry,
                "Employees": f"{account.employees:,}",
                "Annual Revenue": f"${account.revenue * 1_000_000:,}",
                "Country": account.country,
                "Region": REGIONS.get(account.country, "EMEA"),
                "City": account.city,
                "Founded": str(account.founded),
                "Parent Account": account.parent,
                "Lifecycle Stage": account.lifecycle,
                "Account Owner": owner.name,
                "ABM Marketer": BY_KEY[SUPPORT_OF_TEAM[owner.team][0]].email,
                "Fleet Size": "" if account.fleet is None else f"{account.fleet:,}",
                "ERP System": account.erp,
                "Data Residency": account.residency,
                "NPS": "" if account.nps is None else str(account.nps),
                "Health Score": "" if account.health is None else str(account.health),
                "Procurement Portal": account.portal,
                "IT Budget": f"${round(budget, 1) * 1_000_000:,.0f}",
                "Security Review Passed": passed.isoformat() if passed else "",
                "Reference Customer": "Yes" if customer and (account.nps or 0) >= 50 else "No",
                "Sites": str(max(1, round(account.employees / luck.uniform(90, 320)))),
                "Fiscal Year End": luck.choice(["December", "December", "December", "March", "June", "September"]),
                "Sharing": account.visibility,
                "Description": account.about,
            }
        )
        world.account_ids[account.name] = rows[-1]["Account ID"]
        world.accounts[account.name] = account
    world.files["accounts.csv"] = rows


def current_tier(account: Account) -> str:
    return account.tier.split(">")[-1].split("@")[0].strip()


def _how_many() -> dict[str, int]:
    """Contacts by account: more where the tier is higher, CONTACTS in all."""
    by_tier = {"1:1": 8, "1:few": 6, "1:many": 4, "-": 3}
    wanted = {a.name: max(by_tier[current_tier(a)], len(NAMED.get(a.name, ()))) for a in ACCOUNTS}
    employees = {account.name: account.employees for account in ACCOUNTS}
    names = sorted(wanted, key=lambda name: -employees[name])
    for turn in range(CONTACTS - sum(wanted.values())):
        wanted[names[turn % len(names)]] += 1
    assert sum(wanted.values()) == CONTACTS
    return wanted


def make_contacts(world: World) -> None:
    taken = {name for people in NAMED.values() for name, *_ in people} | {person.name for person in PEOPLE}
    taken_last = {name.split()[-1] for name in taken}
    rows: list[Row] = []
    for account_name, count in _how_many().items():
        account = world.accounts[account_name]
        luck = chance("contacts", account_name)
        people = list(NAMED.get(account_name, ()))
        used_titles = {title for _, title, *_ in people}
        titles = [*INDUSTRY_TITLES[account.industry], *TITLES]
        luck.shuffle(titles)
        titles = [title for title in titles if title[0] not in used_titles]
        first_names, last_names, share = NAMES.get(account.country, (ANGLO_FIRST, ANGLO_LAST, 1.0))
        while len(people) < count:
            local = luck.random() < share
            name = (
                f"{luck.choice(first_names if local else ANGLO_FIRST)} "
                f"{luck.choice(last_names if local else ANGLO_LAST)}"
            )
            last_name = name.rsplit(maxsplit=1)[-1]
            if name in taken or last_name in taken_last or any(person[0].endswith(last_name) for person in people):
                continue
            taken.add(name)
            title, seniority, department = titles.pop()
            event = ""
            if luck.random() < 0.05:
                event = f"left {_past(luck.randrange(30, 420))}"
            elif luck.random() < 0.04 and not account.only:
                event = f"opted out {_past(luck.randrange(20, 400))}"
            people.append((name, title, seniority, department, event))
        style = luck.choice(["{first}.{last}", "{initial}{last}", "{first}.{last}"])
        domain = account.domains.split(";")[0]
        world.contacts[account_name] = []
        for name, title, seniority, department, event in people:
            first, last = name.split(" ", 1)
            mailbox = style.format(
                first=ascii_letters(first).lower(),
                initial=ascii_letters(first)[0].lower(),
                last=ascii_letters(last).lower().replace(" ", ""),
            )
            happened, _, when = event.rpartition(" ")
            contact = Contact(
                record_id("003", len(rows)), account_name, name, f"{mailbox}@{domain}", title, seniority, department,
                day(when) if happened == "left" else None, day(when) if happened == "opted out" else None,
                day(when) if happened == "joined" else None,
            )  # fmt: skip
            world.contacts[account_name].append(contact)
            phone = PHONES.get(account.country, "") if luck.random() < 0.8 else ""
            rows.append(
                {
                    "Contact ID": contact.id,
                    "Account ID": world.account_ids[account_name],
                    "First Name": first,
                    "Last Name": last,
                    "Email": contact.email,
                    "Phone": phone.format(area=luck.choice([206, 312, 415, 617]), line=luck.randrange(100)),
                    "Job Title": title,
                    "Seniority": seniority,
                    "Department": department,
                    "Country": account.country,
                    "Preferred Language": LANGUAGES.get(account.country, "English"),
                    "Opted Out On": contact.opted_out.isoformat() if contact.opted_out else "",
                    "Left Company On": contact.left.isoformat() if contact.left else "",
                }
            )
    world.files["contacts.csv"] = rows


def _past(days: int) -> str:
    return (TODAY - dt.timedelta(days=days)).isoformat()


def make_consents(world: World) -> None:
    rows: list[Row] = []

    def add(contact: Contact, channel: str, status: str, proof: str, given: dt.date, years: int | None) -> None:
        expires = given.replace(day=min(given.day, 28), year=given.year + years).isoformat() if years else ""
        rows.append(
            {
                "Consent ID": f"CNS-{len(rows) + 1:05d}", "Contact Email": contact.email, "Channel": channel,
                "Status": status, "Proof": proof, "Given On": given.isoformat(), "Expires On": expires,
            }
        )  # fmt: skip

    for contacts in world.contacts.values():
        for contact in contacts:
            luck = chance("consent", contact.id)
            given = LAST_DAY - dt.timedelta(days=luck.randrange(10, 900))
            ends = 2 if world.accounts[contact.account].country not in ("United States", "Brazil") else None
            if contact.opted_out:
                proof = f"Unsubscribed in the footer, {contact.opted_out}"
                add(contact, "Email", "Withdrawn", proof, contact.opted_out, None)
                continue
            if luck.random() < 0.8:
                proof = luck.choice(
                    [f"Webinar registration, {given}", f"Web form, double opt-in, {given}",
                     f"Badge scan with signature, {given}", f"E-mail reply on file, {given}"]
                )  # fmt: skip
                add(contact, "Email", "Granted", proof, given, ends)
            if luck.random() < 0.35:
                status = luck.choice(["Granted", "Granted", "Declined"])
                add(contact, "Phone", status, f"Said on a call, {given}", given, ends)
            if luck.random() < 0.15:
                add(contact, "LinkedIn", "Granted", f"Accepted our invitation, {given}", given, None)
    world.files["consents.csv"] = rows


def make_lists(world: World) -> None:
    rows: list[Row] = []

    def add(account: str, name: str, tier: str, start: dt.date, end: dt.date | None) -> None:
        rows.append(
            {
                "Membership ID": f"TLM-{len(rows) + 1:04d}", "List": name, "Account ID": world.account_ids[account],
                "Tier": tier, "From": start.isoformat(), "To": end.isoformat() if end else "",
            }
        )  # fmt: skip

    for account in ACCOUNTS:
        steps = [step.strip() for step in account.tier.split(">")]
        starts = [day(step.partition("@")[2]) if "@" in step else dt.date(2025, 7, 1) for step in steps]
        for position, step in enumerate(steps):
            tier = step.partition("@")[0].strip()
            after = starts[position + 1] - dt.timedelta(days=1) if position + 1 < len(steps) else None
            if tier != "-":
                add(account.name, "Named Accounts", tier, starts[position], after)
        if account.industry == "Logistics":
            add(account.name, "Freight Focus 2026", "", dt.date(2026, 1, 5), dt.date(2026, 6, 30))
    world.files["target_list.csv"] = rows


def make_technologies(world: World) -> None:
    rows: list[Row] = []

    def add(account: str, technology: str, category: str, status: str, first: dt.date, last: dt.date) -> None:
        rows.append(
            {
                "Finding ID": f"TEC-{len(rows) + 1:04d}", "Account Name": account, "Technology": technology,
                "Category": category, "Status": status, "First Seen": first.isoformat(), "Last Seen": last.isoformat(),
            }
        )  # fmt: skip

    for account in ACCOUNTS:
        luck = chance("technology", account.name)
        if account.name == "Vintervik Seafood":  # contradicts the account record: the move is under way
            add(account.name, "NordBok", "ERP", "Retired", dt.date(2021, 4, 12), dt.date(2026, 3, 9))
            add(account.name, "Orbis ERP", "ERP", "Active", dt.date(2026, 8, 17), dt.date(2026, 11, 2))
        else:
            add(account.name, account.erp, "ERP", "Active", dt.date(2022, 1, 10) + dt.timedelta(luck.randrange(900)),
                LAST_DAY - dt.timedelta(luck.randrange(5, 60)))  # fmt: skip
        for category in luck.sample(sorted(TECHNOLOGIES), luck.randint(2, 5)):
            first = dt.date(2023, 2, 1) + dt.timedelta(days=luck.randrange(1100))
            status = luck.choices(["Active", "Evaluating", "Retired"], [7, 1.5, 1.5])[0]
            last = LAST_DAY - dt.timedelta(days=luck.randrange(3, 90 if status != "Retired" else 200))
            add(account.name, luck.choice(TECHNOLOGIES[category]), category, status, first, max(first, last))
    world.files["technographics.csv"] = rows
