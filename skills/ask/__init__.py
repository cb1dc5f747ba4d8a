"""Ask anything about an account: understand, gather, compose, verify."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from time import perf_counter

from skills.ask.compose import compose
from skills.ask.describe import describe_plan
from skills.ask.gather import Gathered, Records, found_names, gather, listed_rows, row_ids
from skills.ask.passages import Passages
from skills.ask.passages import find as find_notes
from skills.ask.plan import Plan
from skills.ask.several import told_of_one
from skills.ask.small_talk import small_reply, small_talk
from skills.ask.understand import Understood, understand
from skills.contracts import LONGEST_QUESTION, Ask, Context, Query, Reply, Sentence, skill
from skills.verify import verify
from storage.audience import allowed_labels
from storage.evidence import Evidence
from storage.lexicon import Lexicon, Named
from storage.wording import say_date


@skill("ask", help="Ask anything about an account, a person, a deal or the notes")
def ask(question: Ask, context: Context) -> Reply:
    """Answer one question under its audience; the answer's every sentence stands in the evidence it cites."""
    times: dict[str, float] = {}
    start = perf_counter()
    with context.database.read() as connection:
        labels = allowed_labels(connection, question.audience)
        lexicon = context.lexicons.get(connection, labels)
        talk = small_talk(question.text)
        if talk is not None:
            start = _lap(times, "understand", start)
            _close(times)
            return replace(small_reply(talk, lexicon), seconds=times)
        me = _asker(lexicon, question.asker)
        find = partial(row_ids, connection, lexicon, question.now)
        day = question.now.date()
        understood = understand(question.text, lexicon, today=day, me=me, thread=question.thread, find=find)
        start = _lap(times, "understand", start)
        plan = understood.plan
        if plan is None and understood.notes is not None:
            found = find_notes(understood.notes, context.searcher(), question.audience)
            plan = told_of_one(found, lexicon)
        if plan is None:
            _close(times)
            return _no_plan(understood, times)
        names = lexicon.names
        line = describe_plan(plan, lexicon.catalog, names)
        gathered = gather(plan, connection, lexicon, names, context.searcher, question.audience, question.now)
        named = tuple(dict.fromkeys((*plan.named, *found_names(gathered, lexicon))))
        plan = replace(plan, named=named, listed=listed_rows(gathered))
    start = _lap(times, "gather", start)
    unread = [word for one in gathered if isinstance(one, Passages) and not one.hits for word in one.step.instead]
    if unread:
        _close(times)
        return _no_plan(Understood(unknown=tuple(dict.fromkeys(unread))), times)
    draft = compose(gathered)
    start = _lap(times, "compose", start)
    verified = verify(draft.sentences, draft.tables, draft.evidence)
    _lap(times, "verify", start)
    sentences = list(verified.sentences)
    query = _query(gathered)
    if not draft.answered or not sentences:
        _close(times)
        text = f"Not in our data: {'; '.join(draft.missing) or line}."
        return Reply("abstained", line, text, query=query, removed=verified.removed, seconds=times, plan=plan.to_json())
    evidence = [one for one in draft.evidence if any(one.id in sentence.evidence for sentence in sentences)]
    dated = _export_date(evidence, question.now)
    if dated is not None:
        sentences.append(dated)
    text = " ".join(one.text for one in sentences)
    if draft.missing:
        text += f" Not in our data: {'; '.join(draft.missing)}."
    _close(times)
    return Reply(
        "answered",
        line,
        text,
        sentences=tuple(sentences),
        tables=verified.tables,
        evidence=tuple(evidence),
        query=query,
        removed=verified.removed,
        seconds=times,
        plan=plan.to_json(),
    )


def _lap(times: dict[str, float], name: str, start: float) -> float:
    now = perf_counter()
    times[name] = round(now - start, 6)
    return now


def _close(times: dict[str, float]) -> None:
    for name in ("understand", "gather", "compose", "verify"):
        times.setdefault(name, 0.0)
    times["total"] = round(sum(times.values()), 6)


def _asker(lexicon: Lexicon, email: str | None) -> Named | None:
    if email is None:
        return None
    return next((one for one in lexicon.emails.get(email.casefold(), ()) if one.table == "people"), None)


def _query(gathered: list[Gathered]) -> Query | None:
    statements = [one for one in gathered if isinstance(one, Records)]
    if not statements:
        return None
    sql = ";\n\n".join(one.result.sql for one in statements)
    return Query(sql, all(one.result.query.metric is not None for one in statements))


def _export_date(evidence: list[Evidence], now: dt.datetime) -> Sentence | None:
    """Records from an export older than a day say so, once."""
    records = [one for one in evidence if one.kind != "note" and one.as_of is not None]
    if not records:
        return None
    oldest = min(records, key=lambda one: one.as_of or now)
    if oldest.as_of is None or now - oldest.as_of <= dt.timedelta(days=1):
        return None
    return Sentence(f"Records as of {say_date(oldest.as_of)}.", (oldest.id,))


def _no_plan(understood: Understood, times: dict[str, float]) -> Reply:
    if understood.too_long:
        text = f"The question is too long to be read with care; please ask in under {LONGEST_QUESTION:,} characters."
        return Reply("abstained", "too long to be read", text, seconds=times)
    if understood.refused is not None:
        text = (
            "I answer questions; I do not change, create or send anything. Nothing was changed. "
            "Please do it in the CRM, or ask me what stands there now."
        )
        return Reply("refused", f"a wish to {understood.refused} something", text, seconds=times)
    if understood.options:
        said = understood.ambiguous
        text = f"“{said}” could be {', '.join(option.label for option in understood.options)}. Which one?"
        plan = Plan((), options=understood.options).to_json()
        return Reply("clarify", f"{said}: which one?", text, options=understood.options, seconds=times, plan=plan)
    if understood.empty:
        text = f"Not in our data: the account store holds no {', '.join(understood.empty).replace('_', ' ')}."
        return Reply("abstained", "a question to records that are not there", text, seconds=times)
    words = ", ".join(f"“{word[:60]}”" for word in understood.unknown[:6])
    text = (
        f"Not in our data: I looked among the accounts, people, fields, values and notes for {words} and found nothing "
        "that answers this."
    )
    return Reply("abstained", f"not understood: {words}", text, seconds=times)
