"""The one way from a question to a recorded answer, whoever asks and from where."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skills.contracts import LONGEST_QUESTION, Ask, Reply, Turn
from storage.audience import Audience, Reader, allowed_labels
from storage.audit import record_audit
from storage.errors import UnknownAccount, UnknownPerson
from storage.outbox import NewPost, enqueue
from storage.people import find_people, reader
from storage.turns import load_turns, private_thread, save_turn

if TYPE_CHECKING:
    from bot.wiring import House

_SURROGATES = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_EMPHASIS = re.compile(r"(?<![\w*_~`])(\*{1,2}|_|~|`{1,3})(?=\S)([^*_~`]+?)(?<=\S)\1(?![\w*_~`])")


@dataclass(frozen=True)
class Question:
    """A question with where it was asked.

    `audience` is everyone who can read the place; `asker` is None for a stranger, `name` what the asker is called in
    the records (e-mail, else Slack id); `place` names the place in the audit log; `thread` is what follow-ups share,
    None for a question on its own; `asked_at` is the clock's time, `now` the time the answer takes for now.
    """

    text: str
    audience: Audience
    place: str
    asked_at: dt.datetime
    now: dt.datetime
    asker: Reader | None = None
    name: str | None = None
    thread: str | None = None


@dataclass(frozen=True)
class Answer:
    """What the place may read, and, where that is less than the asker may know, what is for the asker alone."""

    public: Reply
    private: Reply | None = None


class Answerer:
    """Runs the ask skill under the right audiences and keeps what was asked and answered."""

    def __init__(self, house: House) -> None:
        self._house = house

    def answer(self, question: Question) -> Answer:
        """Answer for everyone in the place, and for the asker where they may know more. Writes nothing."""
        turned_away = self._looked_at(question)
        if turned_away is not None:
            return Answer(turned_away)
        public = self._run(question, question.audience, None)
        personal = self._personal_audience(question)
        if personal is None:
            return Answer(public)
        private = self._run(question, personal, question.name)
        return Answer(public, None if _says_the_same(public, private) else private)

    def ask_once(self, question: Question) -> Reply:
        """Answer for the place alone, and keep it."""
        reply = self._looked_at(question) or self._run(question, question.audience, None)
        self.record(question, Answer(reply), private_place=question.place)
        return reply

    def record(
        self,
        question: Question,
        answer: Answer,
        *,
        private_place: str,
        posts: Callable[[Sequence[int]], Sequence[NewPost]] = lambda entries: (),
    ) -> None:
        """Keep turns, audit entries and the posts that tell the answer in one transaction, so that none is ever
        without the others. `posts` is given the ids of the entries: the public and, if there is one, the private."""
        text = clean_question(question.text)[:LONGEST_QUESTION]
        told = [(answer.public, question.place, question.thread)]
        if answer.private is not None:
            own = private_thread(question.thread, question.name) if question.thread and question.name else None
            told.append((answer.private, private_place, own))
        when, who = question.asked_at, question.name
        with self._house.database.write() as connection:
            entries = []
            for reply, place, thread in told:
                if thread is not None:
                    save_turn(connection, thread, asked_at=when, asker=who, question=text, plan=reply.plan)
                said = reply.to_json()
                entries.append(
                    record_audit(connection, at=when, asker=who, place=place, action="ask", question=text, reply=said)
                )
            enqueue(connection, posts(entries), now=when)

    def _looked_at(self, question: Question) -> Reply | None:
        """The answer to a text that is no question anyone can look up."""
        text = clean_question(question.text)
        if len(text) > LONGEST_QUESTION:
            why = (
                f"This question is {len(text):,} characters long; I read up to {LONGEST_QUESTION:,}. "
                "Nothing was looked up. Please ask in a sentence or two."
            )
            return _turned_away("a question too long to read", why)
        return None

    def _run(self, question: Question, audience: Audience, asker: str | None) -> Reply:
        ask = Ask(
            text=clean_question(question.text),
            asker=question.asker.email if question.asker else None,
            audience=audience,
            thread=self._earlier(question, asker),
            now=question.now,
        )
        return self._house.skills["ask"].run(ask, self._house.context)

    def _earlier(self, question: Question, asker: str | None) -> tuple[Turn, ...]:
        if question.thread is None:
            return ()
        with self._house.database.read() as connection:
            rows = load_turns(connection, question.thread, asker=asker)
        return tuple(Turn(row.question, row.plan) for row in rows if row.plan and row.asked_at < question.asked_at)

    def _personal_audience(self, question: Question) -> Audience | None:
        """The asker's own audience, if it may use anything that the place may not."""
        if question.asker is None:
            return None
        personal = Audience.of(question.asker)
        if personal == question.audience:
            return None
        with self._house.database.read() as connection:
            more = set(allowed_labels(connection, personal)) - set(allowed_labels(connection, question.audience))
        return personal if more else None


def find_asker(house: House, email: str) -> Reader:
    """The person behind an e-mail address. Raises UnknownPerson."""
    with house.database.read() as connection:
        card = find_people(connection, [email]).get(email.casefold())
    if card is None:
        raise UnknownPerson(
            f"{email} is not among the people of the store. Nothing was looked up. "
            "Check the address, or import a people file that has it."
        )
    return reader(email, card)


def find_account(house: House, name: str, audience: Audience) -> int:
    """The account that goes by a name (or alias, former name, domain) and that the audience may know of.

    Raises UnknownAccount: for this audience what it may not see does not exist.
    """
    from knowledge.assignment import Assigner
    from storage.accounts import visible_accounts
    from storage.notes import account_names

    with house.database.read() as connection:
        visible = visible_accounts(connection, audience)
        accounts = Assigner([one for one in account_names(connection) if one.id in visible])
    found = accounts.named(name)
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(accounts.account_name(one) for one in found)
        raise UnknownAccount(f"{name!r} may be {names}. Nothing was looked up. Write the name in full.")
    raise UnknownAccount(f"No account is called {name!r}. Nothing was looked up. Check the name.")


def clean_question(text: str) -> str:
    """The question as one line of valid, composed characters, without control characters or marks of emphasis."""
    text = _UNSEEN.sub("", _SURROGATES.sub("\ufffd", text))
    text = "".join(" " if unicodedata.category(one) == "Cc" else one for one in unicodedata.normalize("NFC", text))
    return " ".join(_EMPHASIS.sub(r"\2", text).split())


def _turned_away(understood: str, why: str) -> Reply:
    return Reply(status="abstained", understood=understood, text=why)


def _says_the_same(left: Reply, right: Reply) -> bool:
    return _said(left) == _said(right)


def _said(reply: Reply) -> tuple[object, ...]:
    """What a reply says to those who read it, whichever query found it."""
    sentences = tuple(one.text for one in reply.sentences)
    tables = tuple((one.columns, one.rows) for one in reply.tables)
    return reply.status, sentences or reply.text, tables, reply.options, reply.charts
