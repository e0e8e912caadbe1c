"""`start`: what `make app` runs first. Sees that there is a warehouse to show, and that the port is free."""

import argparse
import socket
from datetime import UTC, datetime
from typing import Any

from pipelines.commands.demo import DEFAULT_FOLDER, write_demo
from pipelines.commands.exits import DONE
from pipelines.commands.options import add_warehouse, command
from pipelines.commands.summary import print_summary
from pipelines.load import Settings, load
from pipelines.named_files import find_files
from warehouse import current_name


class PortInUse(Exception):
    """Something else is being served where the dashboard would be."""


def add(commands: Any) -> None:
    summary = "where no warehouse exists yet, write sample logs and load them"
    parser = command(commands, "start", summary, "python -m pipelines start --port 8501")
    parser.add_argument("--port", type=int, help="see that this port is free for the dashboard")
    add_warehouse(parser)
    parser.set_defaults(run=run)


def run(stated: argparse.Namespace) -> int:
    if stated.port:
        _see_that_free(stated.port)
    if current_name(stated.warehouse) is None:
        print(
            "No warehouse yet: writing sample logs of five fictitious wallets and loading them. This takes a minute."
        )
        files = find_files([], write_demo(DEFAULT_FOLDER), None)
        print_summary(load(files, Settings(stated.warehouse, datetime.now(UTC).replace(tzinfo=None))))
    return DONE


def _see_that_free(port: int) -> None:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise PortInUse(
                f"Port {port} is in use. Serve on another one: make app PORT={port + 1}"
            ) from None
