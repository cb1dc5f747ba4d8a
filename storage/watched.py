"""The fields whose history is kept."""

from __future__ import annotations

WATCHED: dict[str, tuple[str, ...]] = {
    "opportunities": (
        "stage", "status", "amount", "close_date", "owner", "type", "probability", "product", "name", "account",
    ),
    "accounts": (
        "name", "owner", "marketer", "lifecycle", "industry", "employees", "revenue", "parent", "tier", "country",
    ),
    "contacts": (
        "name", "title", "account", "email", "seniority", "department", "opted_out_at", "left_at",
    ),
    "people": ("name", "email", "role", "manager", "team", "office", "active"),
    "products": ("name", "family", "price"),
    "targets": ("amount",),
    "leads": ("status", "owner", "account"),
    "consents": ("status", "expires_at"),
    "deal_roles": ("role",),
    "contracts": ("renewal_date", "amount", "status", "start_date", "product"),
    "campaigns": ("status", "cost", "start_date", "end_date"),
    "campaign_invitations": ("status",),
    "support_cases": ("status", "severity", "closed_at"),
    "list_memberships": ("tier", "to_date"),
    "technographics": ("status",),
}  # fmt: skip
"""The fields whose changes are kept: a change of any other field overwrites."""
