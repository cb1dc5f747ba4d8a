"""`campaigns that ended in October`, `trials that ran out`: the end of what is spoken of, not its start.

The little words for an end are said of many things; they are the end of a campaign where one is spoken of, and that of
a field of the CRM's own ("Trial end date") where they are said of it."""

from __future__ import annotations

from collections.abc import Sequence

from skills.ask.tagged import Mention
from skills.ask.words import Token
from storage.catalog import Attribute, Catalog
from storage.names import name_words

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


def ends_of_fields(tokens: Sequence[Token], found: list[Mention], catalog: Catalog) -> list[Mention]:
    """`customers whose service contract has ended`, `an expired service contract`: of "Service contract" and "Service
    contract end" the latter."""
    for place, token in enumerate(tokens):
        if token.key not in _ENDS | _RUN_OUT or any(
            one.first <= place < one.last for one in found if one.kind in ("period", "comparison", "name")
        ):
            continue
        last = place + 2 if place + 1 < len(tokens) and tokens[place + 1].key == "out" else place + 1
        if token.key in ("run", "runs", "ran", "running") and last == place + 1:
            continue
        named = {at for one in found if one.kind == "name" for at in range(one.first, one.last)}
        for one in [one for one in found if one.kind == "attribute" and one.meaning.field.custom]:
            between = [at for at in range(one.last, place) if at not in named]
            said_of_it = one.last <= place and {tokens[at].key for at in between} <= _SAID_OF_IT
            ends = _end_of(one.meaning, catalog) if said_of_it or one.first == last else None
            if ends is None:
                continue
            first, end = min(one.first, place), max(one.last, last)
            if named.isdisjoint(range(first, end)):
                found = [two for two in found if two.last <= first or two.first >= end]
                found.append(Mention(first, end, "attribute", ends))
            else:  # "when does the service contract of Halden run out"
                found = [two for two in found if two.last <= place or two.first >= last]
                found = [two for two in found if (two.first, two.last) != (one.first, one.last)]
                found += [Mention(one.first, one.last, "attribute", ends), Mention(place, last, "marker", "filler")]
            break
    return found


_RUN_OUT = frozenset("expire expires expired expiring lapse lapses lapsed run runs ran running".split())
_SAID_OF_IT = _IS | frozenset("that which have has had will of at with for".split())
_END_WORDS = frozenset("end ends ending expiry expires until".split())


def _end_of(attribute: Attribute, catalog: Catalog) -> Attribute | None:
    """The date on which what a field is called by is over."""
    label = [word for word in name_words(attribute.label) if word not in (*_END_WORDS, "date")]
    for one in catalog.attributes():
        words = name_words(one.label)
        ends = one.field.custom and one.field.type == "date" and bool(_END_WORDS & set(words))
        if (
            ends
            and one.table == attribute.table
            and [word for word in words if word not in (*_END_WORDS, "date")] == label
        ):
            return one
    return None
