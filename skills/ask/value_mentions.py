"""Words that are values of fields in the store, in whatever form: `Insurance`, "insurers", "in working status"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from knowledge.spelling import written_words
from skills.ask.kinds import called
from skills.ask.phrase_mentions import vocabulary
from skills.ask.tagged import Mention
from skills.ask.vocabulary import CHIEFS, CURRENCY_WORDS, NOT_NAMES, VALUE_WORDS
from skills.ask.words import LIGHT, STOPWORDS, Token, root, spoken, stem
from storage.lexicon import Lexicon, Value
from storage.names import name_words

_STATES = frozenset({"status", "lifecycle"})
"""Fields whose values may be words of talk: "contracts that have ended"."""
_AHEAD_STATES = frozenset("planned scheduled upcoming".split())
"""Words that say of a row that it is yet to come, where the table that has them as a state is not named."""
_SHORTEST_ROOT = 5
_READ_BY_WORDS = frozenset({"subject", "title"})
"""Fields that have a way of their own to be meant by some of their words."""


def find_values(tokens: list[Token], lexicon: Lexicon) -> Iterator[Mention]:
    stems, roots = _value_forms(lexicon)
    nouns = {
        str(meaning)
        for token in tokens
        for kind, meaning in vocabulary(lexicon.catalog).get((token.stem,), ())
        if kind == "noun"
    }
    not_lost = any(token.key in _NOT_LOST for token in tokens) and not any(token.key in _LOST for token in tokens)
    for first in range(len(tokens)):
        for last in range(min(len(tokens), first + 7), first, -1):
            if not (spoken(tokens[first]) and spoken(tokens[last - 1])):
                continue
            keys = tuple(token.key for token in tokens[first:last])
            flat = tuple(word for key in keys for word in name_words(key))
            meant = tuple(lexicon.values.get(flat, ()))
            if not meant:
                meant = tuple(stems.get(tuple(map(stem, flat)), ()))
            inner = not {keys[0], keys[-1]} & _COPULAS and bool(_COPULAS.intersection(keys[1:-1]))
            if not meant and inner:  # "the project was cancelled" for `Project cancelled`
                content = tuple(word for word in flat if word not in _COPULAS)
                meant = tuple(lexicon.values.get(content, ())) if len(content) > 1 else ()
            if not meant and last - first == 2 and not STOPWORDS & {*keys}:
                meant = tuple(stems.get((stem("".join(flat)),), ()))  # "trade shows" for `Tradeshow`
            if not meant and last - first == 1 and len(root(keys[0])) >= _SHORTEST_ROOT and keys[0] not in LIGHT:
                meant = tuple(roots.get(root(keys[0]), ()))
            if not any((one.table, one.field) == ("activities", "channel") for one in meant):
                meant += (
                    ()
                    if flat in _VISITS and not _PAID.intersection(one.key for one in tokens)
                    else called(flat, lexicon)
                )
            if last - first == 1 and (keys[0].isdigit() and len(keys[0]) < 3):
                meant = ()
            if last - first == 1 and keys[0] in STOPWORDS and not tokens[first].text.isupper():
                beside = {one.stem for one in (*tokens[max(0, first - 1) : first], *tokens[last : last + 1])}
                meant = tuple(
                    one
                    for one in meant
                    if one.field in beside
                    or beside & {stem(word) for word in name_words(lexicon.catalog.fields[one.table, one.field].label)}
                    or (one.field in _STATES and one.table in nouns)
                    or _label_follows(tokens[last:], one, lexicon)
                )  # "in working status", "ended contracts", "a running proof of value"
            if keys == ("states",) and (first == 0 or tokens[first - 1].key != "the"):
                meant = ()  # "customers by state": no country
            if last - first == 1 and keys[0] in _AHEAD_STATES and "campaigns" not in nouns:
                meant = tuple(one for one in meant if one.field not in _STATES)  # "planned meetings" are no campaigns
            if (
                last - first == 2
                and keys[0] == "open"
                and tokens[first + 1].stem in ("deal", "opportunity", "opp", "case")
            ):
                meant = ()  # "open deals" are deals that are open, whatever a field of contacts is called
            if keys == ("opens",):
                meant = tuple(one for one in meant if one.field not in _STATES)  # "who opens our mails"
            if keys == ("leads",) and "leads" in lexicon.filled:
                meant = tuple(one for one in meant if one.table != "people")  # those who raised a hand, not who leads
            if not_lost:
                meant = tuple(one for one in meant if not _why_lost(one, lexicon))
            if any(one.table == "opportunities" for one in meant):
                meant = _of_our_types(
                    meant,
                    stems.get(tuple(map(stem, flat)), ()),
                    {one.key for one in tokens[max(0, first - 1) : last + 1]},
                    lexicon,
                )
            if meant:
                yield Mention(first, last, "value", tuple(dict.fromkeys(meant)))
            code = CURRENCY_WORDS.get(keys[0], keys[0]) if last - first == 1 else ""
            money = tuple(one for one in lexicon.values.get((code.casefold(),), ()) if one.field == "currency")
            if money:
                yield Mention(first, last, "value", money)
            for table, name, told in VALUE_WORDS.get(" ".join(keys), ()):
                known = tuple(Value(table, name, one) for one in told)
                if all(one in lexicon.values.get(name_words(one.value), ()) for one in known):
                    yield Mention(first, last, "value", known, 0.2)
        begun = _first_words(lexicon).get(tokens[first].key)
        if begun and tokens[first].key not in written_words() and tokens[first].key not in lexicon.by_word:
            yield Mention(first, first + 1, "value", begun, -0.2)
    for place, token in enumerate(tokens):
        chief = CHIEFS.get(token.key)
        if chief is not None and chief.split()[-1] in lexicon.title_words:
            yield Mention(place, place + 1, "value", (Value("contacts", "title", f"*{chief}"),), -0.5)
        titles = lexicon.title_words.get(token.key)
        if titles and token.key not in NOT_NAMES and len(token.key) > 1:
            yield Mention(place, place + 1, "value", (Value("contacts", "title", f"*{token.key}"),), -0.5)


def channels_of_consent(tokens: list[Token], found: list[Mention]) -> list[Mention]:
    """`phone consent`, `consent for LinkedIn`: the channel that is allowed, no number and nothing done there."""
    consents = [one for one in found if one.kind == "noun" and one.meaning == "consents"]
    places = {one.first - 1 for one in consents}
    places |= {one.last + 1 for one in consents if one.last < len(tokens) and tokens[one.last].key in _CONSENT_TO}
    told: dict[int, Mention] = {}
    for one in found:
        if one.kind == "value" and one.length == 1 and one.first in places:
            meant = tuple(value for value in one.meaning if (value.table, value.field) == ("consents", "channel"))
            if meant:
                told[one.first] = Mention(one.first, one.last, "value", meant, one.weight)
    return [*(one for one in found if one.length > 1 or one.first not in told), *told.values()]


_CONSENT_TO = frozenset("for to on by".split())


_VISITS = (("visit",), ("visits",))
_PAID = frozenset("did made make paid pay had we our".split())
"""Words that say of visits that somebody made them: else they may be visits of a page."""
_COPULAS = frozenset("is are was were got has have had been the a an their its our".split())
_LOST = frozenset("lost lose losing loss losses closed".split())
_NOT_LOST = frozenset("open won win wins winning winrate".split())


def _of_our_types(
    meant: tuple[Value, ...], alike: Sequence[Value], beside: Set[str], lexicon: Lexicon
) -> tuple[Value, ...]:
    """`renewals` are the deals whose type says so, whatever a `Pipeline` of the CRM's own holds, unless it is named
    beside."""
    types = tuple(one for one in (*meant, *alike) if (one.table, one.field) == ("opportunities", "type"))
    if not types:
        return meant
    others = [one for one in meant if one not in types]
    fields = lexicon.catalog.fields
    return types + tuple(
        one
        for one in others
        if one.table != "opportunities" or beside & {*name_words(fields[one.table, one.field].label)}
    )


def _why_lost(value: Value, lexicon: Lexicon) -> bool:
    """Whether a value says why a deal was lost: none that is open or won has it, whatever else its words may mean."""
    label = lexicon.catalog.fields[value.table, value.field].label if value.table == "opportunities" else ""
    return bool(_LOST & set(name_words(label)))


def _label_follows(tokens: list[Token], value: Value, lexicon: Lexicon) -> bool:
    """Whether a value stands right before what its field is called, but for the last word: `running proof of value` of
    a field "Proof of value state"."""
    label = name_words(lexicon.catalog.fields[value.table, value.field].label)
    said = tuple(token.key for token in tokens[: len(label)])
    return len(label) > 1 and (said == label or (len(label) > 2 and said[: len(label) - 1] == label[:-1]))


def _first_words(lexicon: Lexicon) -> dict[str, tuple[Value, ...]]:
    """Values of several words by the first, where it is that of no other value: "Brockmeyer" for `Brockmeyer
    Instrumente`. Kept on the lexicon object, as below."""
    known: dict[str, tuple[Value, ...]] | None = lexicon.__dict__.get("_first_words")
    if known is None:
        begun: dict[str, dict[Value, None]] = {}
        for words, values in lexicon.values.items():
            if len(words) > 1 and len(words[0]) >= _SHORTEST_ROOT and words[0].isalpha():
                begun.setdefault(words[0], {}).update(dict.fromkeys(values))
        known = {
            word: tuple(values)
            for word, values in begun.items()
            if len({one.value for one in values}) == 1
            and (word,) not in lexicon.values
            and not any(one.field in _READ_BY_WORDS for one in values)
        }
        lexicon.__dict__["_first_words"] = known
    return known


def _value_forms(lexicon: Lexicon) -> tuple[dict[tuple[str, ...], list[Value]], dict[str, list[Value]]]:
    """Values by the stems of their words, and industries of one word by its root: "insurers" are in `Insurance`. Kept
    on the lexicon object: they are the same for every question."""
    known: tuple[dict[tuple[str, ...], list[Value]], dict[str, list[Value]]] | None
    known = lexicon.__dict__.get("_value_forms")
    if known is None:
        known = ({}, {})
        for words, values in lexicon.values.items():
            known[0].setdefault(tuple(map(stem, words)), []).extend(values)
            industries = [one for one in values if one.field == "industry"]
            if len(words) == 1 and industries:
                known[1].setdefault(root(words[0]), []).extend(industries)
        lexicon.__dict__["_value_forms"] = known
    return known
