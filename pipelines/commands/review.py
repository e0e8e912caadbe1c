"""`review`: what people decide about signatures: seen, written down, looked at ahead, applied to all of history."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.classify import Taxonomy
from pipelines.commands.changes import change_lines, now, published_line, show
from pipelines.commands.exits import DONE
from pipelines.commands.options import add_warehouse, command
from pipelines.commands.summary import table
from pipelines.reclassify_ahead import look_ahead
from pipelines.reclassify_publish import apply_reviews
from pipelines.reviews import draft, history, reviews_from_json, write
from pipelines.reviews_due import due
from warehouse import open_snapshot
from warehouse.reviews import applied, pending, read

PROGRAM = "python -m pipelines review"
WHY = "--reason 'the bank says so' --reviewer li.wei"
BELOW, LIMIT = 0.8, 20
DUE_COLUMNS = ("signature_id", "count_failures", "count_wallets", "cause", "confidence")


def add(commands: Any) -> None:
    parent = command(commands, "review", "decide about signatures, for all of history", f"{PROGRAM} list")
    actions = parent.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = _action(actions, "list", "signatures without a cause or of little confidence", run_list)
    listing.add_argument("--below", type=float, default=BELOW, help=f"confidence (default: {BELOW})")
    listing.add_argument("--limit", type=int, default=LIMIT, help=f"signatures shown (default: {LIMIT})")
    telling = _action(actions, "history", "every review: who, when, why, and whether it holds", run_history)
    telling.add_argument("--signature", metavar="ID", help="only reviews of this one")
    _writing(actions, "assign", "say the cause of signatures", "--signature", "--cause")
    _writing(actions, "merge", "say that signatures are one failure", "--signature", "--into")
    _writing(actions, "split", "take signatures out of what they were merged into", "--signature")
    _writing(actions, "undo", "take a review back", "--review")
    previewing = _action(actions, "preview", "what the pending reviews would change in history", run_preview)
    previewing.add_argument("--from-json", metavar="FILE", help="reviews, each with its kind, on top; - is stdin")
    applying = _action(
        actions, "apply", "apply the pending reviews to history and publish", run_apply, "--reviewer li.wei"
    )
    applying.add_argument("--reviewer", metavar="WHO", required=True, help="who applies them")
    applying.add_argument("--through", metavar="ID", help="the last review to apply (default: all)")


def _action(
    actions: Any, name: str, summary: str, run: Callable[[argparse.Namespace], int], options: str = ""
) -> argparse.ArgumentParser:
    parser = command(actions, name, summary, f"{PROGRAM} {name} {options}".strip())
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_warehouse(parser)
    parser.set_defaults(run=run, kind=name)
    return parser


def _writing(actions: Any, name: str, summary: str, *needed: str) -> None:
    """An action that writes a review: from options, or from JSON, which may hold many."""
    shown = " ".join(f"{option} {SHOWN[option]}" for option in needed)
    parser = _action(actions, name, summary, run_write, f"{shown} {WHY}")
    for option in needed:
        parser.add_argument(option, **OPTIONS[option])
    parser.add_argument("--reason", metavar="TEXT", help="why; personal data in it is masked")
    parser.add_argument("--reviewer", metavar="WHO", help="who decided")
    parser.add_argument("--from-json", metavar="FILE", help="the review, or a list of reviews; - is stdin")


OPTIONS: dict[str, dict[str, Any]] = {
    "--signature": {"dest": "signature_ids", "nargs": "+", "metavar": "ID", "help": "the signatures"},
    "--cause": {"metavar": "CAUSE", "help": "a cause of docs/taxonomy.md"},
    "--into": {"metavar": "ID", "help": "the signature that they are shown as"},
    "--review": {"dest": "undoes", "metavar": "ID", "help": "the review, also an undo"},
}
SHOWN = {
    "--signature": "8d5f0c5e2a7b9f10",
    "--cause": "pp_balance_not_zero",
    "--into": "1f3b0c5e2a7b9f10",
    "--review": "12",
}


def asked(stated: argparse.Namespace) -> list[dict[str, Any]]:
    """The reviews of the options or of the JSON, each of the action's kind."""
    if stated.from_json is None:
        return [vars(stated)]
    return [one | {"kind": stated.kind} for one in _from_json(stated.from_json)]


def _from_json(source: str) -> list[dict[str, Any]]:
    held = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    return reviews_from_json(held)


def run_write(stated: argparse.Namespace) -> int:
    ids = [one.review_id for one in write(stated.warehouse, asked(stated), now())]
    waiting = len(pending(read(stated.warehouse)))
    line = f"review {', '.join(ids)}; {waiting} pending. See what they change: {PROGRAM} preview"
    show(stated, {"review_ids": ids, "count_pending": waiting}, [line])
    return DONE


def run_list(stated: argparse.Namespace) -> int:
    found = due(open_snapshot(stated.warehouse), stated.below, stated.limit)
    head = table(DUE_COLUMNS, ([row[name] for name in DUE_COLUMNS] for row in found))
    texts = (f"{row['signature_id']}  {row['error_code'] or '-'}  {'; '.join(row['samples'])[:200]}" for row in found)
    show(stated, found, [head, *texts])
    return DONE


def run_history(stated: argparse.Namespace) -> int:
    chosen = [
        one for one in history(stated.warehouse) if stated.signature in (None, *one["signature_ids"], one["into"])
    ]
    show(stated, chosen, map(_told, chosen))
    return DONE


def _told(one: dict[str, Any]) -> str:
    what = one["cause"] or one["into"] or one["undoes"] or one["through"] or ""
    state = "undone" if one["is_undone"] else "pending" if one["is_pending"] else "applied"
    head = f"{one['review_id']}  {one['reviewed_at']:%Y-%m-%d %H:%M}  {one['reviewer']}  {one['kind']} {what}  {state}"
    return f"{head}\n    {' '.join(one['signature_ids'][:5])}  {one['reason']}"


def run_preview(stated: argparse.Namespace) -> int:
    held = read(stated.warehouse)
    waiting = pending(held)
    more = draft(stated.warehouse, _from_json(stated.from_json), now()) if stated.from_json else []
    snapshot = open_snapshot(stated.warehouse)
    ahead = look_ahead(snapshot, Taxonomy.read(), [*applied(held), *waiting, *more])
    found = {"through": waiting[-1].review_id if waiting else None, "count_pending": len(waiting)} | ahead
    show(stated, found, [f"{len(waiting)} pending reviews", *change_lines(found)])
    return DONE


def run_apply(stated: argparse.Namespace) -> int:
    published, through = apply_reviews(stated.warehouse, stated.reviewer, stated.through, now())
    snapshot, count = (published.snapshot, published.count_failures_moved) if published else (None, 0)
    show(stated, {"snapshot": snapshot, "through": through, "count_failures": count}, [published_line(published)])
    return DONE
