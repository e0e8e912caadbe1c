"""`note`, `view` and `spike`: what readers leave for each other, written down, changed, deleted and listed."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from pipelines.commands.changes import now, show
from pipelines.commands.exits import DONE
from pipelines.commands.options import add_warehouse, command
from pipelines.sharing import history, write
from pipelines.stated_texts import read_object
from warehouse.shared import MARKS, NOTES, VIEWS, read, standing

Options = Mapping[str, Mapping[str, Any]]
NOTE: Options = {
    "--on": {"dest": "noted_on", "metavar": "DAY", "help": "the day in the reporting zone, like 2026-11-20"},
    "--hour": {"type": int, "metavar": "0-23", "help": "its hour (default: the whole day)"},
    "--platform": {"metavar": "NAME", "help": "the platform it is about (default: all)"},
    "--text": {"metavar": "TEXT", "help": "the note; personal data in it is masked"},
}
VIEW: Options = {
    "--name": {"metavar": "NAME", "help": "what it is found under; personal data in it is masked"},
    "--page": {"metavar": "PAGE", "help": "the page's name in the address, like causes"},
    "--address": {"type": parse_qs, "metavar": "QUERY", "help": "its filters as an address has them, like period=7d"},
}
MARK: Options = {
    "--spike": {"dest": "spike_id", "metavar": "SPIKE", "help": "the spike_id of the relation spikes"},
    "--acknowledged": {"dest": "is_acknowledged", "action": "store_true", "default": None, "help": "somebody saw it"},
    "--assignee": {"metavar": "WHO", "help": "who looks after it"},
    "--silenced-until": {"metavar": "INSTANT", "help": "no alert before then, like 2026-11-20T09:00+08:00"},
    "--text": {"metavar": "TEXT", "help": "a note; personal data in it is masked"},
}
AUTHOR = "--author li.wei"
EXAMPLES = {
    NOTES: "--on 2026-11-20 --text 'the gateway was replaced'",
    VIEWS: "--name 'Android, last week' --page causes --address 'os=android&period=7d'",
    MARKS: "--spike 4134329863eafb77 --acknowledged --assignee zhang.min",
}


def add(commands: Any) -> None:
    _thing(commands, "note", "notes on points in time, shown on every chart over time", NOTES, NOTE)
    _thing(commands, "view", "pages with their filters under a name", VIEWS, VIEW)
    _thing(commands, "spike", "marks on spikes: seen, assigned, silenced, noted", MARKS, MARK)


def _thing(commands: Any, word: str, summary: str, name: str, options: Options) -> None:
    parent = command(commands, word, summary, f"python -m pipelines {word} list")
    actions = parent.add_subparsers(title="actions", metavar="ACTION", required=True)
    example = f"python -m pipelines {word}"
    _action(actions, "list", f"the {word}s that stand", run_list, name, f"{example} list")
    _action(actions, "history", "every entry: who, when, what", run_history, name, f"{example} history")
    _writing(actions, "add", f"add a {word}", name, f"{example} add {EXAMPLES[name]} {AUTHOR}", options)
    changing = _writing(
        actions, "change", f"change a {word}", name, f"{example} change --id 3 {EXAMPLES[name]} {AUTHOR}", options
    )
    deleting = _writing(actions, "delete", f"delete a {word}", name, f"{example} delete --id 3 {AUTHOR}", {})
    for parser in (changing, deleting):
        parser.add_argument("--id", dest="of", metavar="ID", help=f"the {word}'s id, as listed")


def _action(
    actions: Any, kind: str, summary: str, run: Callable[[argparse.Namespace], int], name: str, example: str
) -> argparse.ArgumentParser:
    parser = command(actions, kind, summary, example)
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_warehouse(parser)
    parser.set_defaults(run=run, kind=kind, file_name=name)
    return parser


def _writing(
    actions: Any, kind: str, summary: str, name: str, example: str, options: Options
) -> argparse.ArgumentParser:
    parser = _action(actions, kind, summary, run_write, name, example)
    for option, how in options.items():
        parser.add_argument(option, **how)
    parser.add_argument("--author", metavar="WHO", help="who says so")
    parser.add_argument("--from-json", metavar="FILE", help="all of it as a JSON object; - is stdin")
    return parser


def asked(stated: argparse.Namespace) -> dict[str, Any]:
    """What was said, by options or as JSON; what was left out is left as it was."""
    if stated.from_json is None:
        return {key: value for key, value in vars(stated).items() if value is not None}
    source = stated.from_json
    held = read_object(sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes())
    return held | {"kind": stated.kind}


def run_write(stated: argparse.Namespace) -> int:
    entry = write(stated.warehouse, stated.file_name, asked(stated), now())
    show(stated, {"id": entry.of, "entry_id": entry.entry_id}, [f"{entry.kind} {entry.of}, entry {entry.entry_id}"])
    return DONE


def run_list(stated: argparse.Namespace) -> int:
    found = [vars(entry) for entry in standing(read(stated.warehouse / stated.file_name)).values()]
    show(stated, found, map(_told, found))
    return DONE


def run_history(stated: argparse.Namespace) -> int:
    found = list(history(stated.warehouse, stated.file_name))
    show(stated, found, map(_told, found))
    return DONE


def _told(one: Mapping[str, Any]) -> str:
    said = "  ".join(str(value) for value in (one["held"] or {}).values() if value is not None)
    return f"{one['of']}  {one['kind']}  {one['written_at']:%Y-%m-%d %H:%M}  {one['author']}  {said}".rstrip()
