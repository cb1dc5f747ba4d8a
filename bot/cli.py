"""The command `abmbot`. With `--json` every command prints exactly one JSON object on stdout; logs go to stderr.

Exit code: 0 done, 1 failed (`{"error": {"type", "message"}}`), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

from bot.config import Settings
from storage.errors import BotError, ModelMissing

_LOG = logging.getLogger(__name__)
_PARTS = ("bot", "skills", "knowledge", "storage")
_INTERRUPTED = 130

Outcome = tuple[dict[str, Any], str]
"""What a command found, for programs and for people."""


class _Usage(Exception):
    """The command line is wrong."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        raise _Usage(f"{self.prog}: {message}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        options = _parser().parse_args(given)
        settings = Settings.read(os.environ, folder=Path.cwd(), home=options.home)
        _log_to_stderr(settings.log_level(options.log_level))
        found, text = options.command(options, settings)
        if found or text:
            print(_dumped(found) if as_json else text, flush=True)
        if "error" in found and not as_json:
            print(found["error"]["message"], file=sys.stderr)
        return 1 if "error" in found else 0
    except _Usage as error:
        _tell(as_json, "WrongUsage", str(error))
        return 2
    except BotError as error:
        _tell(as_json, type(error).__name__, str(error))
    except KeyboardInterrupt:
        _tell(as_json, "Interrupted", "Interrupted; what was not finished was not written.")
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:  # noqa: BLE001 - the last line of defence: a trace for the log, a sentence for the user
        _LOG.exception("this should not have happened")
        _tell(
            as_json, type(error).__name__, f"This should not have happened: {error}. The trace is in the log (stderr)."
        )
    return 1


def run_and_exit() -> NoReturn:
    """The process `abmbot`: one command, and an end at once.

    What must be closed is closed when `main` returns. The interpreter would then wait for a model that is still being
    loaded and take its libraries down object by object: seconds in which a process that was told to stop does nothing.
    """
    code = main()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="print one JSON object")
    parser = _Parser(prog="abmbot", description="Cited answers about accounts, in Slack and here.")
    parser.set_defaults(log_level=logging.WARNING, home=None)
    commands = parser.add_subparsers(dest="name", metavar="COMMAND", required=True)

    def command(
        group: Any, name: str, run: Callable[[argparse.Namespace, Settings], Outcome], help: str
    ) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = group.add_parser(name, help=help, description=help, parents=[common])
        made.set_defaults(command=run)
        return made

    demo = command(commands, "demo", _demo, "build the demo company and serve a local Slack with the bot in it")
    demo.add_argument("--examples", type=Path, default=Path("examples"), help="folder of the demo company")
    demo.add_argument("--port", type=int, default=8065, help="port of the local Slack (0: any free one)")
    demo.add_argument("--build-only", action="store_true", help="build the demo company and stop")
    demo.set_defaults(log_level=logging.INFO, home=".demo")

    run = command(commands, "run", _run, "connect to Slack and answer until told to stop")
    run.set_defaults(log_level=logging.INFO)

    ask = command(commands, "ask", _ask, "ask a question about the accounts")
    ask.add_argument("question", metavar="QUESTION", help="the question; - reads it from standard input")
    ask.add_argument("--as", dest="asker", metavar="EMAIL", help="who asks; left out: a stranger")
    place = ask.add_mutually_exclusive_group()
    place.add_argument("--channel", metavar="NAME", help="as in a public channel: what every member may see")
    place.add_argument("--dm", action="store_true", help="as in a direct message (needs --as)")
    ask.add_argument("--thread", metavar="KEY", help="questions of one key are one conversation")
    ask.add_argument("--today", type=_date, metavar="YYYY-MM-DD", help="take this day for today")

    imports = command(commands, "import", _import, "import CSV files of a CRM")
    imports.add_argument("files", nargs="*", type=Path, metavar="FILE", help="CSV files")
    imports.add_argument("--map", type=Path, metavar="MAP.yaml", help="which column feeds which field")
    imports.add_argument("--max-bad", type=_share, default=0.05, metavar="SHARE", help="bad rows allowed (0.05 or 5%%)")
    imports.add_argument(
        "--suggest", nargs="+", type=Path, metavar="FILE", help="propose one mapping for all these files, to edit"
    )
    imports.add_argument(
        "--fields", nargs="*", metavar="TABLE", help="list the fields of these tables, or of all, and their values"
    )
    imports.add_argument(
        "--anew",
        action="store_true",
        help="take the rows as they stand, though the store knows newer ones: after a mistake in the mapping",
    )

    notes = commands.add_parser("notes", help="research notes").add_subparsers(
        dest="notes_name", metavar="COMMAND", required=True
    )
    add = command(notes, "add", _notes_add, "read Markdown and text files as notes")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files and folders")
    add.add_argument("--account", metavar="NAME", help="the account the notes are about, where they name none")
    add.add_argument("--visibility", metavar="LABEL", help="everyone, team:NAME or people:E-MAIL,E-MAIL")
    search = command(notes, "search", _notes_search, "search the notes")
    search.add_argument("query", metavar="QUERY", help="what to look for; - reads it from standard input")
    search.add_argument("--account", metavar="NAME", help="only notes of this account")
    search.add_argument("-k", type=_count, default=8, metavar="N", help="how many passages")
    search.add_argument("--as", dest="asker", metavar="EMAIL", help="who searches; left out: a stranger")
    command(notes, "reindex", _notes_reindex, "build everything derived from the notes anew")

    command(commands, "doctor", _doctor, "check that everything is in place")
    return parser


# --- commands ---------------------------------------------------------------------------------------------------------


def _demo(options: argparse.Namespace, settings: Settings) -> Outcome:
    from bot.demo import build_demo, serve_demo

    settings = settings.for_demo()
    built = build_demo(settings, options.examples, now=_now(), progress=_progress())
    if options.build_only:
        return built, "The demo company is built."
    serve_demo(settings, options.port, lambda address: _announce(options, address))
    return {}, ""


def _announce(options: argparse.Namespace, address: str) -> None:
    line = _dumped({"address": address}) if options.json else f"The local Slack is at {address}  (Ctrl-C stops it)"
    print(line, flush=True)


def _run(options: argparse.Namespace, settings: Settings) -> Outcome:
    from bot.app import Bot, until_told_to_end
    from bot.wiring import House

    with closing(House(settings)) as house, closing(Bot(house)) as bot:
        bot.start()
        end = until_told_to_end()
        connected = {"connected": settings.slack_api_url}
        print(_dumped(connected) if options.json else f"Connected to {settings.slack_api_url}", flush=True)
        end()
    return {}, ""


def _ask(options: argparse.Namespace, settings: Settings) -> Outcome:
    from bot.answering import Answerer, Question, find_asker
    from bot.terminal import reply_text
    from bot.wiring import House
    from storage.audience import Audience

    if options.dm and not options.asker:
        raise _Usage("abmbot ask: --dm needs --as: a direct message is somebody's")
    text = _argument(options.question, "question")
    with closing(House(settings)) as house:
        asker = find_asker(house, options.asker) if options.asker else None
        if options.channel is not None or asker is None:
            audience = Audience(readers=(asker,) if asker else (), whole_workspace=True)
        else:
            audience = Audience.of(asker)
        clock = _now()
        today = options.today
        place = f"#{options.channel}" if options.channel is not None else (options.asker or "stranger")
        question = Question(
            text=text,
            audience=audience,
            place=f"cli:{place}",
            asked_at=clock,
            now=dt.datetime(today.year, today.month, today.day, 12, tzinfo=dt.UTC) if today else clock,
            asker=asker,
            name=asker.email if asker else None,
            thread=f"cli:{place}:{options.asker or ''}:{options.thread}" if options.thread else None,
        )
        reply = Answerer(house).ask_once(question)
        return reply.to_json(), reply_text(reply, question.now)


def _import(options: argparse.Namespace, settings: Settings) -> Outcome:
    from bot.terminal import import_text
    from bot.wiring import House
    from storage.importers import fields_text, listed_fields, load_mapping, run_import, suggest_mapping

    if options.fields is not None:
        if options.files or options.map or options.suggest is not None:
            raise _Usage("abmbot import: --fields stands alone: abmbot import --fields [TABLE...]")
        fields = listed_fields(options.fields)
        return {"tables": fields}, fields_text(fields)
    if options.suggest is not None:
        if options.files or options.map:
            raise _Usage("abmbot import: write either --suggest FILE..., or FILE... --map MAP.yaml")
        suggestion = suggest_mapping(*options.suggest)
        return {"mapping": suggestion}, suggestion
    if not options.files or options.map is None:
        raise _Usage("abmbot import: give FILE... and --map MAP.yaml, or --suggest FILE...")
    mapping = load_mapping(options.map)
    with closing(House(settings)) as house:
        from knowledge.ingest import ImportedNotes

        now, progress = _now(), _progress()
        notes = ImportedNotes(house.database, house.embedder, now=now, progress=progress)
        try:
            reports = run_import(
                house.database,
                options.files,
                mapping,
                now=now,
                max_bad=options.max_bad,
                anew=options.anew,
                progress=progress,
                add_note=notes.add,
            )
            notes.flush()
        except ModelMissing as error:  # rows become visible before their texts are read
            raise ModelMissing(
                f"The rows were imported, but not all of their texts became notes. {error} Then import again."
            ) from error
        files = [report.to_json() for report in reports]
        return {"files": files}, import_text(files)


def _notes_add(options: argparse.Namespace, settings: Settings) -> Outcome:
    from bot.terminal import notes_text, warnings_text
    from bot.wiring import House
    from knowledge.ingest import add_notes

    with closing(House(settings)) as house:
        report = add_notes(
            house.database,
            options.paths,
            embedder=house.embedder,
            now=_now(),
            account=options.account,
            visibility=options.visibility,
            progress=_progress(),
        ).to_json()
    if report["warnings"] and not options.json:
        print(warnings_text(report["warnings"]), file=sys.stderr)
    if len(report["skipped"]) == report["read"]:
        message = "There is no Markdown or text file (.md, .txt). No note was added. Check the path."
        if report["skipped"]:
            first = report["skipped"][0]
            message = f"No file could be read, so no note was added. {first['path']}: {first['why']}."
        report["error"] = {"type": "NotesFailed", "message": message}
    return report, notes_text(report)


def _notes_search(options: argparse.Namespace, settings: Settings) -> Outcome:
    from bot.answering import clean_question, find_account, find_asker
    from bot.terminal import hits_text
    from bot.wiring import House
    from storage.audience import Audience

    query = clean_question(_argument(options.query, "query"))
    with closing(House(settings)) as house:
        audience = Audience.of(find_asker(house, options.asker)) if options.asker else Audience.stranger()
        accounts = [find_account(house, options.account, audience)] if options.account else None
        hits = [one.to_json() for one in house.searcher().search(query, audience, account_ids=accounts, k=options.k)]
        return {"hits": hits}, hits_text(hits)


def _notes_reindex(_options: argparse.Namespace, settings: Settings) -> Outcome:
    from bot.wiring import House
    from knowledge.ingest import reindex
    from storage.errors import IndexOwned

    with closing(House(settings)) as house:
        try:
            index = house.take_index()
        except IndexOwned:
            index = None  # the process that owns it does the work we queue
        report = reindex(house.database, embedder=house.embedder, index=index, now=_now(), progress=_progress())
        found = report.to_json()
        done = "queued for the running bot" if found["indexed"] is None else f"{found['indexed']} indexed"
        return found, f"{found['chunks']} passages, {found['embedded']} embedded anew, {done}."


def _doctor(_options: argparse.Namespace, settings: Settings) -> Outcome:
    from bot.doctor import examine
    from bot.terminal import checks_text

    checks = [one.to_json() for one in examine(settings)]
    bad = [one["name"] for one in checks if not one["ok"]]
    found: dict[str, Any] = {"ok": not bad, "checks": checks}
    if bad:
        found["error"] = {"type": "NotInOrder", "message": f"Not in order: {', '.join(bad)}."}
    return found, checks_text(checks)


# --- parts ------------------------------------------------------------------------------------------------------------


def _argument(given: str, what: str) -> str:
    text = given
    if given == "-":
        text = sys.stdin.buffer.read().decode("utf-8", errors="replace")
    if not text.strip():
        raise _Usage(f"abmbot: the {what} is empty")
    return text


def _date(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = dt.date.min
    if not 1900 <= day.year < 2200:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write it like 2026-11-20")
    return day


def _share(text: str) -> float:
    try:
        share = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share: write it like 0.05 or 5%")
    return share


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 1000")
    return int(text)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _progress() -> Callable[[str, int, int], None] | None:
    """A progress bar for each step, where somebody watches."""
    if not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def show(label: str, done: int, total: int) -> None:
        bar = bars.get(label)
        if bar is None:
            bar = bars[label] = tqdm(total=total, desc=label, leave=False, file=sys.stderr)
        bar.update(done - bar.n)
        if done >= total:
            bar.close()

    return show


def _log_to_stderr(level: int) -> None:
    """Our own log at `level`; of everybody else's what is a warning or worse."""
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    for part in _PARTS:
        logging.getLogger(part).setLevel(level)


def _tell(as_json: bool, kind: str, message: str) -> None:
    if as_json:
        print(_dumped({"error": {"type": kind, "message": message}}), flush=True)
    else:
        print(message, file=sys.stderr)


def _dumped(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, default=str)


if __name__ == "__main__":
    run_and_exit()
