"""The commands, one module each with `add(commands)`; what each prints is its result, progress goes to stderr."""

import argparse
import sys
from collections.abc import Sequence

from pipelines.audits import AuditFailed
from pipelines.classify import ClassifyError, TaxonomyError
from pipelines.commands import (
    classify,
    demo,
    docs,
    evaluate,
    load,
    quarantine,
    review,
    sql,
    start,
    status,
    taxonomy,
    train,
)
from pipelines.commands.exits import AUDIT_FAILED, BUSY, FAILED
from pipelines.contract import FileRefused
from pipelines.encodings import EncodingError
from pipelines.engines.duckdb import EngineError
from pipelines.replay import ReplayError
from pipelines.reviews_checked import ReviewError
from pipelines.sources import SourceError
from pipelines.tokens import TokenKeyError
from warehouse import NewerWarehouse, NotASelect, NoWarehouse, QueryFailed
from warehouse.lock import AnotherLoader
from warehouse.reviews import ReviewsBroken

COMMANDS = (load, status, sql, quarantine, classify, evaluate, review, taxonomy, train, demo, start, docs)
FAILURES = {AnotherLoader: BUSY, AuditFailed: AUDIT_FAILED}
TOLD = (
    *FAILURES,
    *(ClassifyError, EncodingError, EngineError, FileRefused, NewerWarehouse, NotASelect, NoWarehouse),
    *(QueryFailed, ReplayError, ReviewError, ReviewsBroken, SourceError, TaxonomyError, TokenKeyError, start.PortInUse),
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
