"""The commands, one module each with `add(commands)`; what each prints is its result, progress goes to stderr."""

import argparse
import sys
from collections.abc import Sequence

from pipelines.alerting.rule_file import RulesBroken
from pipelines.audits import AuditFailed
from pipelines.classify import ClassifyError, TaxonomyError
from pipelines.commands import (
    alert,
    classify,
    demo,
    digest,
    docs,
    evaluate,
    load,
    quarantine,
    report,
    review,
    sharing,
    sql,
    start,
    status,
    taxonomy,
    train,
    watch,
)
from pipelines.commands.exits import AUDIT_FAILED, BUSY, FAILED
from pipelines.contract import FileRefused
from pipelines.encodings import EncodingError
from pipelines.engines.duckdb import EngineError
from pipelines.replay import ReplayError
from pipelines.sources import SourceError
from pipelines.stated_texts import Unstated
from pipelines.tokens import TokenKeyError
from warehouse import NewerWarehouse, NotASelect, NoWarehouse, QueryFailed
from warehouse.alerts import AlertsBroken
from warehouse.lock import AnotherLoader
from warehouse.reviews import ReviewsBroken
from warehouse.shared import SharedBroken

COMMANDS = (
    *(load, status, sql, quarantine, classify, evaluate, review, taxonomy, train, demo, start, docs),
    *(alert, digest, report, sharing, watch),
)
FAILURES = {AnotherLoader: BUSY, AuditFailed: AUDIT_FAILED}
TOLD = (
    *FAILURES,
    *(AlertsBroken, ClassifyError, EncodingError, EngineError, FileRefused, NewerWarehouse, NotASelect, NoWarehouse),
    *(QueryFailed, ReplayError, ReviewsBroken, RulesBroken, SharedBroken, SourceError, TaxonomyError, TokenKeyError),
    *(Unstated, start.PortInUse),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. A user's mistake is one sentence on stderr, never a traceback."""
    stated = argument_parser().parse_args(arguments)
    try:
        return int(stated.run(stated))
    except TOLD as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILURES.get(type(error), FAILED)
    except OSError as error:
        print(f"error: {_system_problem(error)}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("error: stopped. Nothing was published; run it again.", file=sys.stderr)
        return FAILED


def argument_parser() -> argparse.ArgumentParser:
    """All commands with their options; the docs' examples are held against it."""
    parser = argparse.ArgumentParser(
        prog="python -m pipelines",
        description="Load wallet termination logs, classify their failures, ask the warehouse.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in COMMANDS:
        module.add(commands)
    return parser


def _system_problem(error: OSError) -> str:
    """What the system refused, in one sentence with the file it is about."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}. Nothing was published."
