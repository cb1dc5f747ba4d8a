"""Writes story.md: the storylines, with every fact beside them printed from the rows of the export."""

from __future__ import annotations

import datetime as dt

from company.deals import NEXT_WEEK, NEXT_WEEK_NEW
from company.people import BY_KEY, PEOPLE, SUPPORT_OF_TEAM
from company.storylines import STORYLINES

from making.basics import TODAY, Row
from making.world import World

SHOWN = ["ERP System", "Fleet Size", "Data Residency", "NPS", "Health Score", "Procurement Portal", "IT Budget"]


def _date(text: str) -> dt.date:
    """A date of opportunities.csv."""
    return dt.datetime.strptime(text, "%m/%d/%Y").date()


def story(world: World) -> str:
    parts = [
        "# The demo company: who is who and what is going on\n",
        "Everybody and every company here is invented. Written by `examples/generate.py`: the facts below are printed "
        "from the export, the storylines come from `company/storylines.py`. Today is Friday 2026-11-20; the export "
        "was made that morning. The fiscal year is the calendar year.\n",
        _people(),
        _overview(world),
        "## Accounts of interest\n",
        *(_account(world, name, line, notes) for name, line, notes in STORYLINES),
    ]
    return "\n".join(parts)


def _people() -> str:
    lines = [
        "## Lumenquay, the vendor\n", "| name | role | team | office | manager | e-mail |", "|---|---|---|---|---|---|",
        *(
            f"| {p.name} | {p.role}{'' if p.active else ', left on 2025-09-30'} | {p.team} | {p.office} | "
            f"{BY_KEY[p.manager].name if p.manager else ''} | {p.email} |"
            for p in PEOPLE
        ),
        "\nMarketer, SDR and CSM by sales team: "
        + "; ".join(
            f"{team}: {', '.join(BY_KEY[key].name for key in keys)}" for team, keys in SUPPORT_OF_TEAM.items()
        )
        + ".\n",
    ]  # fmt: skip
    return "\n".join(lines)


def _is_open(deal: Row) -> bool:
    return not deal["Stage"].startswith("Closed")


def _latest(world: World, *, human: bool) -> dict[str, str]:
    """Account -> day of its latest activity before today."""
    names = {account_id: name for name, account_id in world.account_ids.items()}
    latest: dict[str, str] = {}
    for row in [*world.files["activities_sales.csv"], *world.files["activities_marketing.csv"]]:
        when = row["Time (UTC)"][:10]
        if when < TODAY.isoformat() and (not human or row["Triggered By"] == "Person"):
            name = row.get("Account Name") or names[row["Account ID"]]
            latest[name] = max(latest.get(name, ""), when)
    return latest


def _overview(world: World) -> str:
    deals = world.files["opportunities.csv"]
    any_touch, human_touch = _latest(world, human=False), _latest(world, human=True)
    bar = (TODAY - dt.timedelta(days=30)).isoformat()
    with_open = sorted({deal["Account Name"] for deal in deals if _is_open(deal)})
    silent = [name for name in with_open if any_touch[name] < bar]
    machine = [name for name in with_open if name not in silent and human_touch[name] < bar]
    late = [deal for deal in deals if _is_open(deal) and _date(deal["Close Date"]) < TODAY]
    coming = [
        row
        for row in world.files["contracts.csv"]
        if 0 <= (dt.datetime.strptime(row["Renewal"], "%d/%m/%Y").date() - TODAY).days <= 120
    ]
    contacts = [contact for people in world.contacts.values() for contact in people]
    hidden = [account for account in world.accounts.values() if account.visibility != "everyone"]
    moved = [account for account in world.accounts.values() if ">" in account.tier]
    won: dict[str, int] = {}
    for deal in deals:
        if deal["Stage"] == "Closed Won":
            closed = _date(deal["Close Date"])
            quarter = f"{closed.year}-Q{(closed.month + 2) // 3}"
            won[quarter] = won.get(quarter, 0) + 1
    lines = [
        "## The whole at a glance\n",
        f"- {len(world.accounts)} accounts, {len(contacts)} contacts, {len(deals)} deals "
        f"({sum(map(_is_open, deals))} open), "
        f"{len(world.files['activities_sales.csv']) + len(world.files['activities_marketing.csv']):,} activities.",
        "- Deals won by quarter (count): " + ", ".join(f"{q}: {n}" for q, n in sorted(won.items())) + ".",
        "- Open deals whose close date has passed: "
        + "; ".join(f"{deal['Opportunity Name']} ({_date(deal['Close Date'])})" for deal in late) + ".",
        "- Open deal and no activity of any kind in 30 days: "
        + "; ".join(f"{name} (last {any_touch[name]})" for name in silent) + ".",
        "- Open deal and only machines in 30 days: "
        + "; ".join(f"{name} (last human {human_touch[name]})" for name in machine) + ".",
        "- Contracts that renew within 120 days: "
        + "; ".join(
            f"{row['Customer']}, {row['Product']}, {row['Renewal']}, {row['Annual Value']}"
            for row in sorted(coming, key=lambda row: row["Renewal"][6:] + row["Renewal"][3:5] + row["Renewal"][:2])
        ) + ".",
        "- Restricted accounts: " + "; ".join(f"{a.name} (`{a.visibility}`)" for a in hidden) + ".",
        "- Changed tier: " + "; ".join(f"{a.name} ({a.tier})" for a in moved) + ".",
        "- Left their company: "
        + "; ".join(f"{c.name}, {c.account} ({c.left})" for c in contacts if c.left) + ".",
        "- Opted out: "
        + "; ".join(f"{c.name}, {c.account} ({c.opted_out})" for c in contacts if c.opted_out) + ".",
        "- Two people called Daniel Meyer: Head of IT at Eiderkanal Spedition, Procurement Manager at Klinikverbund "
        "Oberweser.",
        "- Changed in the export of 2026-11-27: "
        + "; ".join(f"{a} - {label}: {column} to {value}" for a, label, column, value in NEXT_WEEK)
        + "; new: " + ", ".join(f"{d.account} - {d.label}" for d in NEXT_WEEK_NEW) + ".\n",
    ]  # fmt: skip
    return "\n".join(lines)


def _account(world: World, name: str, storyline: str, notes: list[str]) -> str:
    account = world.accounts[name]
    row = next(row for row in world.files["accounts.csv"] if row["Account Name"] == name)
    any_touch, human_touch = _latest(world, human=False), _latest(world, human=True)
    lines = [
        f"### {name}\n",
        f"{account.industry}, {account.city}, {account.country}; founded {account.founded}, {account.employees:,} "
        f"employees, {row['Annual Revenue']} revenue; {account.lifecycle}; owner {row['Account Owner']}, tier path "
        f"{account.tier}; visibility `{account.visibility}`; domains {account.domains}"
        + (f"; also {account.aliases}" if account.aliases else "")
        + (f"; formerly {account.former}" if account.former else "")
        + (f"; parent {account.parent}" if account.parent else "")
        + ".",
        "; ".join(f"{field}: {row[field]}" for field in SHOWN if row[field]) + ".",
        f"Last activity {any_touch[name]}, last human one {human_touch[name]}.\n",
        storyline + "\n",
        "For the notes:",
        *(f"- {note}" for note in notes),
        "\nContacts:",
        *(
            f"- {c.name}, {c.title}, {c.email}"
            + (f" (left {c.left})" if c.left else "")
            + (f" (opted out {c.opted_out})" if c.opted_out else "")
            + (f" (since {c.joined})" if c.joined else "")
            for c in world.contacts[name]
        ),
        "\nDeals:",
        *(line for deal in world.files["opportunities.csv"] if deal["Account Name"] == name
          for line in _deal(world, deal)),
        *_contracts_and_cases(world, name),
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def _deal(world: World, deal: Row) -> list[str]:
    people = {contact.id: contact.name for contacts in world.contacts.values() for contact in contacts}
    roles = "; ".join(
        f"{row['Role']}: {people[row['Contact ID']]}"
        for row in world.files["opportunity_contact_roles.csv"]
        if row["Opportunity ID"] == deal["Opportunity ID"]
    )
    changes = "; ".join(
        f"{row['Edit Date'][:10]} {row['Field']} {row['Old Value']} to {row['New Value']}"
        for row in world.files["opportunity_history.csv"]
        if row["Opportunity ID"] == deal["Opportunity ID"]
    )
    extra = "".join(
        f"; {column.lower()}: {deal[column]}"
        for column in ("Competitor", "Loss Reason", "Next Step", "Primary Campaign")
        if deal[column]
    )
    return [
        f"- **{deal['Opportunity Name']}**: {deal['Type']}, {deal['Stage']}, {deal['Amount']} {deal['Currency']}, "
        f"close {_date(deal['Close Date'])}, created {_date(deal['Created Date'])}, "
        f"owner {deal['Opportunity Owner']}{extra}",
        f"  - roles: {roles}",
        f"  - history: {changes}",
    ]


def _contracts_and_cases(world: World, name: str) -> list[str]:
    contracts = [
        f"- {row['Contract No.']}: {row['Product']}, {row['Annual Value']} a year, renewal {row['Renewal']} "
        f"(day/month/year), {row['Status']}"
        for row in world.files["contracts.csv"]
        if row["Customer"] == name
    ]
    cases = [
        f"- {row['Case Number']}: {row['Subject']} ({row['Severity']}, {row['Status']}, opened {row['Opened'][:10]})"
        for row in world.files["support_cases.csv"]
        if row["Account Name"] == name
    ]
    return [
        *(["\nContracts:", *contracts] if contracts else []),
        *(["\nSupport cases:", *cases] if cases else []),
    ]
