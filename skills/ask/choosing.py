"""The reply to "which one?": `the second`, `Nordic`, `the Swedish one`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from skills.ask.mentions import tag
from skills.ask.pointing import PLACES
from skills.ask.reading.clause import Ambiguous, Clause, Scope
from skills.ask.reading.conditions import conditions_on
from skills.ask.reading.steps import begin
from skills.ask.words import tokenize
from skills.contracts import Option
from storage.lexicon import Lexicon
from storage.names import name_words
from storage.query import Among, RecordQuery, Related

Find = Callable[[RecordQuery], Sequence[int]]
"""The ids of the rows that a query brings, under the audience of the question."""

_LONGEST = 8
"""Words: whoever says more asks something new."""
_AROUND = frozenset(
    "the a an one ones that this it its is was of in from with at for i we mean meant want ask asked about option"
    " please pls sorry oh ah um no yes yeah just rather account company contact person guy thanks thx".split()
)


@dataclass(frozen=True)
class Chooser:
    """Picks among the readings that were asked back; `find` looks up which of the rows have what is said of them."""

    lexicon: Lexicon
    today: dt.date
    find: Find

    def chosen(self, reply: str, options: Sequence[Option]) -> Option | None:
        """The one option that a reply means; None where it means none, several, or asks something new."""
        tokens = [token for token in tokenize(reply) if any(letter.isalnum() for letter in token.key)]
        said = [token.key for token in tokens if token.key not in _AROUND]
        if not said or len(tokens) > _LONGEST:
            return None
        known = [one for one in options if one.row is None or one.row in self.lexicon.names]
        return _by_place(said, options) or _by_name(said, known) or self._by_fields(reply, known)

    def _by_fields(self, reply: str, options: Sequence[Option]) -> Option | None:
        """`the Swedish one`: the only one of them of which that is true."""
        rows = [one.row for one in options if one.row is not None]
        tables = {table for table, _ in rows}
        if len(tables) != 1:
            return None
        (base,) = tables
        tagged = tag(tokenize(reply), self.lexicon, self.today)
        clause = Clause(tagged, self.lexicon, self.today, None, Scope())
        try:
            where = conditions_on(begin(clause), base)
        except Ambiguous:
            return None
        left = [word for word in clause.left_over() if word.casefold() not in _AROUND]
        if not where or left or any(isinstance(one, Related) for one in where):  # "open deals" is a new question
            return None
        ids = tuple(number for _, number in rows)
        found = set(self.find(RecordQuery(base, (Among((), ids), *where))))
        fitting = [one for one in options if one.row is not None and one.row[1] in found]
        return fitting[0] if len(fitting) == 1 else None


def _by_place(said: Sequence[str], options: Sequence[Option]) -> Option | None:
    if len(said) != 1:
        return None
    (word,) = said
    place = len(options) - 1 if word in ("last", "latter") else 0 if word == "former" else PLACES.get(word)
    if place is None and word.isdigit():
        place = int(word) - 1
    return options[place] if place is not None and 0 <= place < len(options) else None


def _by_name(said: Sequence[str], options: Sequence[Option]) -> Option | None:
    words = set(name_words(" ".join(said)))
    labels = [(one, set(name_words(one.label))) for one in options]
    exact = [one for one, label in labels if label == words]
    part = [one for one, label in labels if words and words <= label]
    found = exact or part
    return found[0] if len(found) == 1 else None
