"""`watch`: load files as they land, until it is told to stop."""

import argparse
import signal
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.alerting.rule_file import read_rules
from pipelines.alerting.turns import Turns
from pipelines.audits import AuditFailed
from pipelines.commands.alert import add_link, told
from pipelines.commands.exits import DONE
from pipelines.commands.options import add_warehouse, command
from pipelines.engines.duckdb import EngineError
from pipelines.intake import LogFile
from pipelines.load import Loaded, Settings, load
from pipelines.named_files import files_below
from pipelines.sources import SourceError
from pipelines.watching import Watch
from warehouse import open_snapshot
from warehouse.alerts import AlertsBroken
from warehouse.lock import AnotherLoader
from warehouse.shared import SharedBroken

EXAMPLE = """python -m pipelines watch /var/log/wallet
  python -m pipelines watch /var/log/wallet --sources sources.toml --every 5
  python -m pipelines watch /var/log/wallet --alert alerts.toml --link https://dashboard.example"""
OPEN_SPIKES = "SELECT count(*) AS count_open FROM spikes WHERE ended_at IS NULL"
JOURNALS_BROKEN = (AlertsBroken, SharedBroken)
PASSING = (AnotherLoader, AuditFailed, EngineError, OSError)  # said, and tried again


def add(commands: Any) -> None:
    parser = command(commands, "watch", "load files as they land in a folder, also while they are written", EXAMPLE)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where logs land; folders in it too")
    parser.add_argument("--sources", type=Path, metavar="FILE", help="a sources.toml: what matches none is left alone")
    parser.add_argument("--every", type=float, default=1.0, metavar="SECONDS", help="between looks (default: 1)")
    help_alert = "look for alerts by these rules after each load, and send what waits every minute"
    parser.add_argument("--alert", type=Path, metavar="RULES", help=help_alert)
    add_link(parser)
    parser.add_argument("--once", action="store_true", help="load what is complete by now, then stop")
    add_warehouse(parser)
    parser.set_defaults(run=run)


def run(stated: argparse.Namespace) -> int:
    if not stated.folder.is_dir():
        raise SourceError(f"There is no folder {stated.folder} to watch.")
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    watch = Watch(lambda: files_below(stated.folder, stated.sources), lambda files: loaded(files, stated.warehouse))
    _say(f"watching {stated.folder}; stop with Ctrl-C")
    turns = _turns(stated) if stated.alert else None
    while not stop.is_set():
        is_published = _look(watch, stated.warehouse)
        if turns:
            _alert(turns, is_published)
        if stated.once and not watch.waiting:
            break
        stop.wait(stated.every)
    _say("stopped")
    return DONE


def loaded(files: Sequence[LogFile], warehouse: Path) -> Loaded:
    return load(files, Settings(warehouse, datetime.now(UTC).replace(tzinfo=None), is_silent=True))


def _look(watch: Watch, warehouse: Path) -> bool:
    """One look, and whether it published; what passes is said and tried again, so that a watch runs for days."""
    try:
        done = watch.look(time.monotonic())
    except PASSING as error:
        _say(f"error: {error}")
        return False
    if done:
        _tell(done, warehouse)
    return bool(done and done.published)


def _turns(stated: argparse.Namespace) -> Turns:
    rules = read_rules(stated.alert)
    return Turns(stated.warehouse, stated.alert, rules, stated.link, lambda line: _say(f"error: {line}"))


def _alert(turns: Turns, is_published: bool) -> None:
    """A turn of the alerts; what they cannot do must not end the watch."""
    try:
        done = turns.take(time.monotonic(), is_published)
    except (*PASSING, *JOURNALS_BROKEN) as error:
        _say(f"error: {error}")
        return
    if done and (done.entries or done.waiting):
        for line in told(done):
            _say(f"alerts: {line}")


def _tell(done: Loaded, warehouse: Path) -> None:
    for file, reason in done.intake.refused:
        _say(f"refused: {reason}" if str(file.path) in reason else f"refused {file.path}: {reason}")
    if not done.published:
        return
    rows = {name: sum(getattr(one, f"rows_{name}") for one in done.batches) for name in ("accepted", "quarantined")}
    count_open = open_snapshot(warehouse).arrow(OPEN_SPIKES)["count_open"][0].as_py()
    counts = ", ".join(f"{name} {count:,}" for name, count in rows.items())
    _say(f"{len(done.batches)} files, rows {counts}; open spikes {count_open}")


def _say(line: str) -> None:
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}Z  {line}", file=sys.stdout, flush=True)
