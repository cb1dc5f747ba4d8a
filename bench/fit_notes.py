"""The weights of `skills.ask.relevance`: fitted on the questions that notes answer, and on those that nothing answers.

    python -m bench.fit_notes

Both stores are built and every question is asked; where notes were searched, the sentences that were compared are the
choices of a conditional logit with "none of them" as one choice more (McFadden 1974). A sentence counts as the answer
when it or a neighbour has the words the case wants. A third of the questions (by a hash of its id) is kept aside:
weights are fitted on the others, in five folds for the figures, and what was measured aside is told apart.

Measured on 22 November 2026 on the features as they are (449 searches, the bar at 0.2; "right" is the right sentence or
its neighbour first): fitted and tested in five folds 172 of 296 right, 54 another sentence, 7 of 153 that have no
answer are answered; fitted on the others, of the third kept aside 54 of 97, 16, and 1 of 51; fitted on the demo, of the
second store's 44 of 61, 3, and 0 of 23; the other way round 143 of 235, 63, and 41 of 130, for the second store has too
few questions without an answer to set the bar by. That a thing asked for by its name is met (`passages.Rated.tells`) is
no part of the score and of none of these figures.

The weights in `relevance` are NOT those of this fit. They were fitted before the last features changed, on questions
that are among these, and stay because they answer more in full: of 435 questions that notes answer 259 against 256, of
410 that have no answer 388 are not answered against 387. On the same searches they put 172 of 296 right, 53 wrong, and
answer 5 of 153, which is a figure of material they have seen.

`titled` came later. Fits that keep the other weights near the present ones give it 1.4 to 2.3 (five folds by account);
at 1.7 seven questions more are answered right, none less, and of 364 that have no answer none more is answered.

Tried and left out, for they added nothing: the share of the things asked for by name that do not stand near, a bar on
the odds of all sentences of a passage instead of its best, vectors of single words, late interaction of the model's
token vectors (the mean of each question word's best cosine), its static vectors, how rare the kind of thing asked for
is among the sentences, the cosines of windows and of titles, adjacent words, products of features, trees over them,
whether the question is one for records, whether a sentence asks or tells of somebody's asking, how far a cosine lies
from the best or the mean of what was found, and three times as many words that stand for one another.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np
import yaml

from bench.figures import say, tell
from bench.stores import BOTH, CASES, Source, ask, build, opened
from skills.ask import passages
from skills.ask.relevance import CONSTANT, WEIGHTS, Features
from storage.names import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

QUESTIONS = CASES / "notes_other_words.yaml"
FOLDS = 5
RIDGE = 0.02
_NAMES = [one.name for one in fields(Features)]


@dataclass(frozen=True)
class Search:
    """One search of notes: the features of the sentences that were compared (one a row), and which of them answer.
    `due` says whether an answer is due at all."""

    store: str
    case: str
    features: NDArray[np.float64]
    answers: NDArray[np.bool_]
    due: bool

    @property
    def aside(self) -> bool:
        return hashlib.sha256(self.case.encode()).digest()[0] % 3 == 0

    @property
    def fold(self) -> int:
        return hashlib.sha256(f"{self.store}/{self.case}".encode()).digest()[1] % FOLDS


def questions(source: Source) -> Iterator[Mapping[str, Any]]:
    """The cases of a store that notes have to answer, and those that nothing answers."""
    for case in (*source.cases, *source.chat):
        if case["expect"] == "abstained" or (case["expect"] == "answered" and case.get("must_contain")):
            yield case
    for case in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8")):
        if case["store"] == source.name:
            expect = "answered" if case.get("must_contain") else "abstained"
            yield {"today": dt.date(2026, 11, 20), "expect": expect, **case}


def searches(source: Source) -> list[Search]:
    """Build a store, ask its questions and keep what was compared."""
    kept: list[list[passages.Rated]] = []
    rate = passages.rate

    def keeping(*given: Any) -> list[passages.Rated]:
        kept.append(rate(*given))
        return kept[-1]

    found = []
    with tempfile.TemporaryDirectory(prefix="abmbot-fit-") as folder, opened(Path(folder)) as house:
        say(f"{source.name}: building the store")
        build(source, house, now=dt.datetime.now(dt.UTC))
        for case in questions(source):
            kept.clear()
            with patch.object(passages, "rate", keeping):
                ask(house, case)
            wanted = [_plain(one) for one in case.get("must_contain") or ()] if case["expect"] == "answered" else []
            found += [_search(source.name, case["id"], rated, wanted) for rated in _of_the_answer(kept, wanted)]
    return [one for one in found if len(one.features)]


def _of_the_answer(kept: Sequence[list[passages.Rated]], wanted: Sequence[str]) -> list[list[passages.Rated]]:
    """Of the searches of a question with several, the one that can answer."""
    if not wanted:
        return list(kept)
    return [one for one in kept if any(_has(sentence, wanted) for sentence in one)][:1] or list(kept)[:1]


def _search(store: str, case: str, rated: Sequence[passages.Rated], wanted: Sequence[str]) -> Search:
    places = {(one.hit.chunk_id, one.place) for one in rated if _has(one, wanted)}
    compared = [one for one in rated if one.features.meaning or one.features.meaning_of_rest]
    rows = [[float(getattr(one.features, name)) for name in _NAMES] for one in compared]
    near = [any((one.hit.chunk_id, one.place + step) in places for step in (-1, 0, 1)) for one in compared]
    return Search(store, case, np.array(rows), np.array(near, dtype=bool), bool(wanted))


def _has(one: passages.Rated, wanted: Sequence[str]) -> bool:
    return any(words in _plain(one.piece.text) for words in wanted)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(str(text))))


def fit(given: Sequence[Search]) -> tuple[NDArray[np.float64], float]:
    """Weights and constant of the largest likelihood, with a ridge on the weights of the standardised features."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    every = np.concatenate([one.features for one in given])
    mean, spread = every.mean(0), every.std(0) + 1e-9
    rows = [(one.features - mean) / spread for one in given]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros_like(weights)
        for one, x in zip(given, rows, strict=True):
            if one.due and not one.answers.any():
                continue  # the answer was not among the sentences that were found
            scores = x @ weights[:-1] + weights[-1]
            top = max(0.0, float(scores.max()))
            odds = np.exp(scores - top)
            chance = odds / (odds.sum() + np.exp(-top))
            lifted = chance.copy()
            if one.due:
                right = float(chance[one.answers].sum()) + 1e-12
                total -= np.log(right)
                lifted[one.answers] -= chance[one.answers] / right
            else:
                total -= np.log(1 - chance.sum() + 1e-12)
            slope[:-1] += x.T @ lifted
            slope[-1] += lifted.sum()
        ridge = RIDGE * float((weights[:-1] ** 2).sum())
        slope = slope / len(given) + np.append(2 * RIDGE * weights[:-1], 0.0)
        return total / len(given) + ridge, slope

    best = minimize(loss, np.zeros(every.shape[1] + 1), jac=True, method="L-BFGS-B").x
    weights = best[:-1] / spread
    return weights, float(best[-1] - (weights * mean).sum())


def report(part: str, scored: Sequence[tuple[Search, NDArray[np.float64]]]) -> None:
    """How many get the right sentence first at the bar, a wrong one, or one where none is due."""
    due = [(one, scores) for one, scores in scored if one.due]
    none = [scores for one, scores in scored if not one.due]
    shown = [bool(one.answers[scores.argmax()]) for one, scores in due if scores.max() >= passages.BAR]
    tell("fit_notes", "right", sum(shown) / max(1, len(due)), "share", part=part, right=sum(shown), of=len(due))
    wrong = len(shown) - sum(shown)
    tell("fit_notes", "wrong", wrong / max(1, len(due)), "share", part=part, wrong=wrong, of=len(due))
    past = sum(bool(scores.max() >= passages.BAR) for scores in none)
    tell("fit_notes", "answered, none due", past / max(1, len(none)), "share", part=part, wrong=past, of=len(none))


def main() -> int:
    found = [one for source in BOTH for one in searches(source)]
    aside = [one for one in found if one.aside]
    used = [one for one in found if not one.aside]
    folded = []
    for number in range(FOLDS):
        weights, constant = fit([one for one in used if one.fold != number])
        folded += [(one, one.features @ weights + constant) for one in used if one.fold == number]
    report("cross-validated", folded)
    weights, constant = fit(used)
    report("kept aside", [(one, one.features @ weights + constant) for one in aside])
    current = np.array([WEIGHTS[name] for name in _NAMES])
    report("all, present weights", [(one, one.features @ current + CONSTANT) for one in found])
    for name, value in zip(_NAMES, weights, strict=True):
        tell("fit_notes", name, float(value), "weight")
    tell("fit_notes", "constant", constant, "weight")
    return 0


if __name__ == "__main__":
    sys.exit(main())
