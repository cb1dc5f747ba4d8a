"""Words that name rows of the store: whole names, parts of names that can be nobody else's, slips, addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from knowledge.spelling import written_words
from skills.ask.periods import TIME_WORDS
from skills.ask.phrase_mentions import markers, vocabulary
from skills.ask.tagged import Mention
from skills.ask.vocabulary import COMMON_AFTER_PRODUCT, NOT_LAST_NAMES, NOT_NAMES
from skills.ask.words import LIGHT, STOPWORDS, Token
from storage.lexicon import Lexicon, Named
from storage.names import without_legal_form


def find_names(tokens: list[Token], lexicon: Lexicon) -> Iterator[Mention]:
    """Stretches that are names or parts of names: `halden`, `Halden Freight`, `labor hasenöhrl`, `dana`."""
    for first in range(len(tokens)):
        best: dict[tuple[str, int], tuple[int, Named, bool]] = {}
        for key in _forms(tokens[first]):
            for entry in lexicon.by_word.get(key, ()):
                last, whole, strong = _reach(tokens, first, entry)
                if not whole and entry.table == "opportunities":
                    continue
                unheard = tokens[first].key not in written_words() and len(lexicon.by_word[key]) == 1
                if not whole and entry.table == "campaigns" and not (strong and (last - first >= 2 or unheard)):
                    continue
                if last == first + 1 and not strong and not _rare(entry, tokens[first], lexicon):
                    continue
                if not whole and _somebody_else(tokens, first, last, entry, lexicon):
                    continue
                known = best.get((entry.table, entry.id))
                if known is None or (last, whole) > (known[0], known[2]):
                    best[(entry.table, entry.id)] = (last, entry, whole)
        for last in {one[0] for one in best.values()}:
            entries = [(entry, whole) for reach, entry, whole in best.values() if reach == last]
            wholes = [entry for entry, whole in entries if whole]
            chosen = wholes or [entry for entry, _ in entries]
            if last - first == 1 and not wholes and not _may_be_name(tokens, first):
                continue
            if not wholes and _other_product(tokens, last, chosen):
                continue
            yield Mention(first, last, "name", tuple(_unique(chosen)), 0.6 if wholes else 0.0)
        for length in (2, 3, 4):
            joined = "".join(token.key for token in tokens[first : first + length])
            spelt = best and max(one[0] for one in best.values()) >= first + length
            if first + length <= len(tokens) and len(joined) > 4 and joined in lexicon.by_key and not spelt:
                yield Mention(first, first + length, "name", tuple(_unique(lexicon.by_key[joined])), 0.5)


def _other_product(tokens: list[Token], last: int, entries: list[Named]) -> bool:
    """`SterilLine 900` is not SterilLine 450, nor `Quay Atlas` one of the Quays: the word after is part of a name."""
    if last >= len(tokens):
        return False
    after = tokens[last]
    if after.key.isdigit():
        return True
    if any(one.table != "products" for one in entries) or after.key in STOPWORDS or not after.key.isalpha():
        return False
    return after.stem not in COMMON_AFTER_PRODUCT


def _rare(entry: Named, token: Token, lexicon: Lexicon) -> bool:
    """A later word of a name that no other name has and that is written as a name: people say "Hasenöhrl" for "Labor
    Dr. Hasenöhrl & Partner"."""
    word = token.key
    if entry.table == "products" and (len(word) > 3 or _is_code(word)) and (word,) not in lexicon.values:
        return _bearers(lexicon, word)["products"] == 1
    if len(word) < 5 or entry.table != "accounts" or (word,) in lexicon.values:
        return False
    if token.text.isascii() and not token.text[0].isupper() and _distinctive_start(entry, lexicon):
        return False
    if token.text.islower() and word in written_words() and token.plural:
        return False  # "how many of our customers are hospitals" asks for no St. Aldhelm Hospitals
    return _bearers(lexicon, word)["accounts"] == 1


_MOST_REMEMBERED = 10_000


def _bearers(lexicon: Lexicon, word: str) -> Counter[str]:
    """How many rows of each table have a word in their name. Kept on the lexicon object: a common word is asked for
    once for every name that has it."""
    known: dict[str, Counter[str]] = lexicon.__dict__.setdefault("_bearers", {})
    if word not in known:
        if len(known) > _MOST_REMEMBERED:
            known.clear()
        known[word] = Counter(table for table, _ in {(one.table, one.id) for one in lexicon.by_word.get(word, ())})
    return known[word]


def _somebody_else(tokens: list[Token], first: int, last: int, entry: Named, lexicon: Lexicon) -> bool:
    """Whether the word before or after part of a person's name makes it the name of another person."""
    if entry.table not in ("people", "contacts"):
        return False
    return _other_first_name(tokens, first, entry, lexicon) or _other_last_name(tokens, last, lexicon)


def _other_last_name(tokens: list[Token], last: int, lexicon: Lexicon) -> bool:
    """`moritz imhof` is nobody when only other Moritzes are known: the word after is another last name."""
    if last >= len(tokens) or tokens[last - 1].possessive:
        return False
    after = tokens[last]
    ends = (
        last + 1 >= len(tokens)
        or tokens[last + 1].key in STOPWORDS
        or tokens[last + 1].key in ("at", "of", "from", "in", "@", "?", ",", ".", "(", ")")
    )
    if (
        not ends
        or not after.key.isalpha()
        or after.key in STOPWORDS
        or len(after.key) < 3
        or after.key in NOT_LAST_NAMES
        or after.key in TIME_WORDS
        or after.key in LIGHT
        or after.key in markers()
        or _says_what_is_done(tokens, last)
        or (after.text.islower() and tokens[last - 1].text[:1].isupper())
    ):
        return False
    meant = (after.key,) in lexicon.values or (after.stem,) in vocabulary(lexicon.catalog)
    known = lexicon.by_word.get(after.key)
    if known is not None:  # a name of others, or it would belong to the one that was found
        return not meant and any(one.table in ("people", "contacts") for one in known)
    return not meant and not after.key.endswith(("ing", "ed", "ly"))


_HELPING = frozenset("did does do didnt doesnt has have had hasnt havent will can could should".split())


def _says_what_is_done(tokens: list[Token], place: int) -> bool:
    """`how many deals did callum sign`: after a name that "did" something, a common word is what was done."""
    after = tokens[place]
    return place > 1 and tokens[place - 2].key in _HELPING and after.text.islower() and after.key in written_words()


def _distinctive_start(entry: Named, lexicon: Lexicon) -> bool:
    """Whether a name is known by its first word: then a later word ("freight" of Halden Freight) is just a word."""
    first = entry.words[0]
    others = {one.id for one in lexicon.by_word.get(first, ()) if one.table == "accounts"} - {entry.id}
    return not others and len(first) > 3 and (first,) not in lexicon.values


def _other_first_name(tokens: list[Token], first: int, entry: Named, lexicon: Lexicon) -> bool:
    """`marta kessler` is nobody when only other Kesslers are known: the word before is somebody else's first name."""
    if first == 0 or tokens[first].key not in entry.words[1:] or not tokens[first - 1].key.isalpha():
        return False
    before = tokens[first - 1]
    if before.key in STOPWORDS or before.key in entry.words or len(before.key) < 3:
        return False
    meant = (before.key,) in lexicon.values or (before.stem,) in vocabulary(lexicon.catalog)
    return not meant and (
        before.key not in lexicon.by_word or before.text[0].isupper() == tokens[first].text[0].isupper()
    )


def _unique(entries: Iterable[Named]) -> list[Named]:
    kept: dict[tuple[str, int], Named] = {}
    for entry in entries:
        kept.setdefault((entry.table, entry.id), entry)
    return list(kept.values())


def _forms(token: Token) -> tuple[str, ...]:
    forms = [token.key]
    if token.key.endswith("s") and len(token.key) > 3:
        forms.append(token.key[:-1])
    return tuple(forms)


def _reach(tokens: list[Token], first: int, entry: Named) -> tuple[int, bool, bool]:
    """How far the tokens from `first` spell words of the name in their order; whether that is all of the name (legal
    form aside); and whether its first word is where it starts."""
    words = entry.words
    position, place = first, -1
    started = 0
    while position < len(tokens):
        forms = _forms(tokens[position])
        following = next((i for i in range(place + 1, len(words)) if words[i] in forms), None)
        if following is None and position > first and tokens[position].key in ("in", "of", "the", "for", "and"):
            after = _forms(tokens[position + 1]) if position + 1 < len(tokens) else ()
            if any(words[i] in after for i in range(place + 1, len(words))):
                position += 1
                continue
        if following is None:
            signs = _IN_NAMES | _IN_DEALS if entry.table == "opportunities" else _IN_NAMES
            if position > first and tokens[position].key in signs and position + 1 < len(tokens):
                after = _forms(tokens[position + 1])
                if any(words[i] in after for i in range(place + 1, len(words))):
                    position += 1
                    continue
            break
        if position == first:
            started = following
        place = following
        position += 1
    short = without_legal_form(words)
    said = tuple(token.key for token in tokens[first:position] if token.key.isalnum())
    whole = said in (words, short) or tuple(map(_bare, said)) in (words, short)
    return position, whole, started == 0 or entry.table in ("people", "contacts")


_IN_NAMES = frozenset({"&", ".", ",", "'"})
_IN_DEALS = frozenset({"-", "–", "—", "/", ":", "(", ")"})
"""Signs between the words of a name, and those that names of deals alone have: `Halden Freight - Quay Sight`."""


def _bare(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _is_code(word: str) -> bool:
    """`C5`: letters and digits together are the name of a model."""
    return any(one.isdigit() for one in word) and any(one.isalpha() for one in word)


def _may_be_name(tokens: list[Token], place: int) -> bool:
    token = tokens[place]
    if len(token.key) < 3:
        return _is_code(token.key)
    if token.key in NOT_NAMES:
        return place > 0 and token.text[0].isupper() and token.key not in STOPWORDS
    return True


def fuzzy_names(tokens: list[Token], open_places: list[int], lexicon: Lexicon) -> Iterator[Mention]:
    """Names one slip away from words that mean nothing else: `Haldn Frieght`, `pharmadele`. The first letter is taken
    to be right, as it nearly always is."""
    best: list[tuple[float, Mention]] = []
    for first in open_places:
        for last in range(first + 1, min(first + 4, len(tokens)) + 1):
            said = " ".join(token.key for token in tokens[first:last])
            if len(said) < 5 or not all(token.key.isalnum() for token in tokens[first:last]):
                continue
            if last - first == 1 and said in written_words() and tokens[first].text.islower():
                continue  # "hospitals" are no misspelt Hôpital
            cutoff = 84 if len(said) > 6 else 88
            hit = process.extractOne(said, lexicon.by_first.get(said[0], ()), scorer=fuzz.ratio, score_cutoff=cutoff)
            if hit is None or any(
                token.key.isdigit() and token.key not in hit[0].split() for token in tokens[first:last]
            ):
                continue  # another number is another thing, not a slip
            entries = list(lexicon.by_key.get(hit[0], ()))
            if not entries and last - first == 1:
                known = [] if said in lexicon.by_word else lexicon.by_word[hit[0]]
                entries = [one for one in known if _leads(one, hit[0])]
            if entries:
                covered = sum(place in open_places for place in range(first, last))
                mention = Mention(first, last, "name", tuple(_unique(entries)), 0.1)
                best.append((hit[1] + 4 * covered, mention))
    taken: set[int] = set()
    for _, mention in sorted(best, key=lambda one: -one[0]):
        if taken.isdisjoint(range(mention.first, mention.last)):
            taken |= set(range(mention.first, mention.last))
            yield mention


def _leads(entry: Named, word: str) -> bool:
    """Whether one misspelt word may stand for a name: a colleague's, or what an account or product starts with."""
    return entry.table == "people" or (entry.table in ("accounts", "products") and entry.words[0] == word)


def find_domains(tokens: list[Token], lexicon: Lexicon) -> Iterator[Mention]:
    for place, token in enumerate(tokens):
        text = token.text.casefold().rstrip(".,;:?!")
        if "@" in text and text in lexicon.emails:
            yield Mention(place, place + 1, "name", tuple(lexicon.emails[text]), 2)
        elif "." in text and text.removeprefix("www.") in lexicon.domains:
            yield Mention(place, place + 1, "name", tuple(lexicon.domains[text.removeprefix("www.")]), 2)
