"""One clause of a question, read: from its mentions to a query.

The reading goes from what is certain to what follows from it: the figure that is asked for (a metric, a count, an
average, a superlative), the table that holds it, what it is broken down by, and then every other mention becomes a
condition on that table or on rows related to it. A word that ends up with no part in the query is left over; whoever
calls decides what that means, and the rule is: an answer that ignores a word of the question is no answer.
"""

from skills.ask.reading.clause import Ambiguous, Clause, Scope
from skills.ask.reading.columns import columns_from, says_columns, with_columns
from skills.ask.reading.following import asks_of_which, follow, lean, told_of_rows, without_correction
from skills.ask.reading.steps import read, read_profile

__all__ = [
    "Ambiguous",
    "Clause",
    "Scope",
    "asks_of_which",
    "columns_from",
    "follow",
    "lean",
    "read",
    "read_profile",
    "says_columns",
    "told_of_rows",
    "with_columns",
    "without_correction",
]
