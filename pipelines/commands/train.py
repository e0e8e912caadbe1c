"""`train`: the statistical decider anew from the taxonomy's texts and reviewed signatures."""

import argparse
from pathlib import Path
from typing import Any

from pipelines.classify import DEFAULT
from pipelines.commands.exits import DONE
from pipelines.commands.options import command
from pipelines.commands.summary import table


def add(commands: Any) -> None:
    summary = "train the statistical decider anew from the taxonomy's texts"
    parser = command(commands, "train", summary, "python -m pipelines train")
    parser.add_argument("--folder", type=Path, default=DEFAULT, metavar="DIR", help="the taxonomy (default: ours)")
    parser.add_argument(
        "--warehouse", type=Path, metavar="DIR", help="learn from the reviewed signatures of this warehouse too"
    )
    parser.set_defaults(run=run)


def run(stated: argparse.Namespace) -> int:
    from pipelines.retraining import retrain  # scikit-learn takes two seconds that no other command should wait

    told = retrain(stated.folder, stated.warehouse)
    overall = [one for one in told.measures if one.scope == "all"]
    print(table(("measure, texts held out", "value"), ((one.measure, f"{one.value:.3f}") for one in overall)))
    print(f"learned from {told.count_texts} texts, {told.count_reviewed} of them reviewed; wrote {told.path}")
    return DONE
