"""`campaigns that ended in October`, `which campaigns are over`: the end of a campaign, not its start.

The little words for an end are said of many things; they are the end of a campaign where one is spoken of."""

from __future__ import annotations

from collections.abc import Sequence

from skills.ask.tagged import Mention
from skills.ask.words import Token
from storage.catalog import Catalog

_ENDS = frozenset("end ends ended ending finish finishes finished finishing conclude concludes concluded over".split())
_IS = frozenset("is are was were already not been still isnt arent".split())


def ends_of_campaigns(tokens: Sequence[Token], found: list[Mention], catalog: Catalog) -> list[Mention]:
    """The mentions with words for an end as that of the campaigns that are spoken of, and of nothing else."""
    spoken = {str(one.meaning) for one in found if one.kind == "noun"}
    spoken |= {entry.table for one in found if one.kind == "name" for entry in one.meaning}
    if "campaigns" not in spoken or spoken & {"contracts", "opportunities", "support_cases"}:
        return found
    ends = next((one for one in catalog.attributes() if (one.table, one.ref.name) == ("campaigns", "end_date")), None)
    covered = {
        place for one in found if one.kind not in ("attribute", "marker") for place in range(one.first, one.last)
    }
    for place, token in enumerate(tokens):
        before = tokens[place - 1].key if place else ""
        if ends is None or place in covered or token.key not in _ENDS or (token.key == "over" and before not in _IS):
            continue
        found = [one for one in found if one.kind != "attribute" or not one.first <= place < one.last]
        found.append(Mention(place, place + 1, "attribute", ends))
    return found
