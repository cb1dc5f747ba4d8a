"""Which rows the names of a clause mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skills.ask.reading.clause import Ambiguous
from skills.ask.reading.nouns import table_of
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from skills.ask.vocabulary import SMALL_NUMBERS
from skills.ask.words import STOPWORDS, stem
from storage.lexicon import Named

_PERSONS = frozenset({"she", "he", "her", "him", "his"})


def choose_names(reading: Reading) -> None:
    mentions = reading.tagged.of("name")
    mentions.sort(key=lambda one: not any(entry.table == "accounts" for entry in one.meaning))
    for mention in mentions:  # accounts first: they tell which Edith is meant
        entries = _readings(reading, mention)
        if not entries:
            continue
        denial = _denial_of(reading, mention) or _denied_with(reading, mention) or reading.denial_after(mention)
        reading.take(mention, denial)
        (reading.names if denial is None else reading.excluded).append((mention, entries))
        reading.clause.named += entries
    mine = reading.tagged.marker("mine")
    me = reading.clause.me
    if mine is not None and me is not None:
        reading.names.append((None, (me,)))
        reading.take(mine)
    _join_names(reading)
    _choose_deal(reading)
    if all(entry.table == "products" for mention, entries in reading.names if mention is not None for entry in entries):
        for table in _pointed_to(reading):
            inherited = reading.clause.scope.of(table)
            if inherited:
                reading.names.append((None, inherited))
                reading.clause.named += inherited
                if table in ("contacts", "people") and _them_too(reading):
                    continue
                break
        reading.clause.lost += _unknown_persons(reading)


def _unknown_persons(reading: Reading) -> list[str]:
    """`when did we last call him`, where nobody is known that "him" could be."""
    if any(entry.table in ("contacts", "people") for _, entries in reading.names for entry in entries):
        return []
    tokens = reading.tagged.tokens
    places = [at for at, token in enumerate(tokens) if token.key in _PERSONS]
    told = [
        one.first
        for one in reading.tagged.mentions
        if (one.kind == "marker" and one.meaning == "who") or table_of(one) in ("contacts", "people", "deal_roles")
    ]
    return [tokens[at].text for at in places if not any(place < at for place in told)]


def _them_too(reading: Reading) -> bool:
    """`when did he last speak to them`: the person and the account."""
    keys = [token.key for token in reading.tagged.tokens]
    persons = bool(_PERSONS & set(keys))
    return persons and bool({"them", "they", "there", "it"} & set(keys))


def _pointed_to(reading: Reading) -> tuple[str, ...]:
    """The tables of rows that an earlier clause named, the likeliest first: "she" is no account."""
    persons = any(token.key in _PERSONS for token in reading.tagged.tokens)
    tables = ("accounts", "contacts", "people", "campaigns", "products", "opportunities")
    if persons and _them_too(reading):
        return tuple(sorted(tables, key=lambda one: one not in ("contacts", "people")))
    if persons:
        return ("contacts", "people")
    deal = any(token.key in ("one", "deal", "opp", "opportunity") for token in reading.tagged.tokens)
    if deal and len(reading.clause.scope.of("opportunities")) == 1:
        return tuple(sorted(tables, key=lambda one: one != "opportunities"))
    return tables


def _denial_of(reading: Reading, mention: Mention) -> Mention | None:
    """`not owned by Dana`, `except those of Quay Connect`: the word that denies a name, if one does."""
    for one in reading.tagged.of("marker"):
        if one.meaning not in ("not", "without", "nobody") or not 0 <= mention.first - one.last <= 3:
            continue
        between = [
            other
            for other in reading.tagged.mentions
            if one.last <= other.first < mention.first
            and (other.kind in ("noun", "value") or (other.kind == "attribute" and not other.meaning.ref.steps))
        ]
        if not between:
            return one
    return None


def _denied_with(reading: Reading, mention: Mention) -> Mention | None:
    """`not owned by Dana or Marcus`: the denial of the name before is of this one too."""
    between = {"or", "nor", ",", "and", "/"}
    for one, entries in reading.excluded:
        gap = reading.tagged.tokens[one.last : mention.first] if one is not None else []
        if one is not None and gap and all(token.key in between for token in gap) and entries:
            return one
    return None


def _join_names(reading: Reading) -> None:
    """`Dana or Marcus`, `Halden and Tallgrass`: rows of one table named side by side mean any of them."""
    joined: dict[str, tuple[Mention | None, tuple[Named, ...]]] = {}
    for mention, entries in reading.names:
        table = entries[0].table
        known = joined.get(table)
        joined[table] = (mention, entries) if known is None else (known[0], (*known[1], *entries))
    reading.names = list(joined.values())


def _choose_deal(reading: Reading) -> None:
    """`the outage mgmt opp at Nordalen`: words that mean nothing else pick the deal of that account."""
    accounts = [
        one.id for one in (*reading.clause.named, *reading.clause.scope.of("accounts")) if one.table == "accounts"
    ]
    deals = [deal for number in accounts for deal in reading.clause.lexicon.deals.get(number, {}).values()]
    about_deals = any(
        table_of(one) in ("opportunities", "deal_roles")
        or (one.kind == "attribute" and one.meaning.table == "opportunities")
        for one in reading.tagged.mentions
    )
    if not deals or not about_deals:
        return
    elsewhere = [
        one for one in reading.tagged.mentions if one.kind == "metric" or (one.kind == "value" and not _of_deals(one))
    ]
    titles = {  # "the planning deal at Quillon" is called so; what they plan with is another matter
        one.first
        for one in elsewhere
        if any(other.kind == "noun" and other.meaning == "opportunities" for other in _after(reading, one))
    }
    covered = _places([one for one in reading.tagged.mentions if one not in elsewhere])
    doubtful = _places(elsewhere) - titles
    met: dict[int, set[int]] = {}
    for place, token in enumerate(reading.tagged.tokens):
        if place in covered or token.key in STOPWORDS or len(token.key) < 3:
            continue
        for deal in deals:
            if any(_abbreviates(token.key, word) for word in deal.words):
                met.setdefault(deal.id, set()).add(place)
    for deal in deals:
        for place in _called_in_a_row(reading, deal):
            met.setdefault(deal.id, set()).add(place)
    # "supply planning" may be a title and a technology; two such words of one deal's name are that deal
    met = {deal: places if len(places) > 1 else places - doubtful for deal, places in met.items()}
    met = {deal: places for deal, places in met.items() if places}
    if not met:
        return
    most = max(map(len, met.values()))
    chosen = tuple(deal for deal in deals if len(met.get(deal.id, ())) == most)
    reading.clause.used |= {place for deal in chosen for place in met[deal.id]}
    reading.names.append((None, chosen))


def _called_in_a_row(reading: Reading, deal: Named) -> Iterator[int]:
    """`the service levels deal`: two words one after the other as in the deal's own name, whatever each means alone."""
    keys = [token.key for token in reading.tagged.tokens]
    fixed = _places([one for one in reading.tagged.mentions if one.kind in ("name", "period", "marker")])
    pairs = set(zip(deal.words, deal.words[1:], strict=False))
    for place in range(len(keys) - 1):
        if (keys[place], keys[place + 1]) in pairs and not fixed & {place, place + 1}:
            yield from (place, place + 1)


def _after(reading: Reading, mention: Mention) -> list[Mention]:
    return [one for one in reading.tagged.mentions if one.first == mention.last]


def _of_deals(mention: Mention) -> bool:
    return any(value.table in ("opportunities", "accounts", "deal_roles") for value in mention.meaning)


def _places(mentions: Sequence[Mention]) -> set[int]:
    return {place for one in mentions for place in range(one.first, one.last)}


def _abbreviates(said: str, word: str) -> bool:
    """The word itself, its start, or its letters in order between the same ends: `mgmt` for `management`."""
    if word.startswith(said) or stem(word) == stem(said):
        return True
    if len(said) < 4 or len(word) <= len(said) or (said[0], said[-1]) != (word[0], word[-1]):
        return False
    letters = iter(word)
    return all(letter in letters for letter in said)


def _readings(reading: Reading, mention: Mention) -> tuple[Named, ...]:
    """The rows a name means: one, or Ambiguous. Empty when another meaning of the words is likelier."""
    entries = [one for one in mention.meaning if _plausible(one, mention)]
    if not entries:
        return ()
    other = [one for one in reading.same_span(mention) if one.kind in ("value", "attribute", "noun", "metric")]
    capital = reading.tagged.tokens[mention.first].text[:1].isupper() and mention.first > 0
    capital = capital and any(one.table != "campaigns" for one in entries)  # "the Nordics" are no Nordic Lab Breakfast
    whole = mention.weight >= 0.5
    if other and not whole and not capital:
        return ()
    if other and not whole and any(one.kind == "value" for one in other):
        entries = [one for one in entries if one.table != "campaigns"]  # "the Nordics", not "Nordic Lab Breakfast"
        if not entries:
            return ()
    by_table: dict[str, list[Named]] = {}
    for one in entries:
        by_table.setdefault(one.table, []).append(one)
    accounts = {
        one.id for one in (*reading.clause.scope.of("accounts"), *reading.clause.named) if one.table == "accounts"
    }
    there = [one for one in by_table.get("contacts", ()) if one.account_id in accounts]
    if there:
        by_table["contacts"] = there
    order = _table_order(reading)
    table = min(by_table, key=order.index)
    chosen = by_table[table]
    alike = len({(one.name, one.account_id) for one in chosen}) == 1  # two deals of one name: no answer could choose
    one_only = table not in ("products", "campaigns") and not (alike and table == "opportunities")
    if len(chosen) > 1 and one_only and not _all_of_them(reading, mention, len(chosen)):
        raise Ambiguous(mention, chosen)
    return tuple(chosen)


def _all_of_them(reading: Reading, mention: Mention, count: int) -> bool:
    """`the three Mediveritas companies`, `all Mediveritas accounts`: every row of the name is meant."""
    tokens = reading.tagged.tokens
    before = [tokens[at].key for at in range(max(0, mention.first - 2), mention.first)]
    following = tokens[mention.last] if mention.last < len(tokens) else None
    several = following is not None and following.plural
    said = before[-1:]
    number = int(said[0]) if said and said[0].isdigit() else SMALL_NUMBERS.get(said[0]) if said else None
    if number is not None:
        if number == count and several:
            reading.clause.used.add(mention.first - 1)
        return number == count and several
    if "both" in before:
        return count == 2
    return bool({"all", "every"} & set(before)) and several


def _table_order(reading: Reading) -> list[str]:
    ours = reading.tagged.marker("mine") is None and any(
        token.key in ("own", "owns", "owned", "rep", "team", "win", "won", "deals", "close", "closed", "accounts")
        for token in reading.tagged.tokens
    )
    order = ["accounts", "people", "contacts", "products", "campaigns", "opportunities"]
    if not ours and reading.clause.scope.of("accounts"):
        order[1:3] = ["contacts", "people"]
    return order


def _plausible(entry: Named, mention: Mention) -> bool:
    if entry.table == "opportunities":
        return mention.weight >= 0.5 and mention.length >= 2
    if entry.table == "campaigns":  # "summit" may be any; a word that nobody else has may be one
        return mention.length >= 2 or mention.weight >= 0.5 or len(mention.meaning) == 1
    return True
