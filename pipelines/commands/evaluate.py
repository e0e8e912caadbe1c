"""`evaluate`: accuracy, calibration and coverage on a table whose causes are known."""

import argparse
from pathlib import Path
from typing import Any

from pipelines.classify import Taxonomy
from pipelines.commands.exits import DONE
from pipelines.commands.options import command
from pipelines.commands.summary import table


def add(commands: Any) -> None:
    summary = "how well causes are decided, on a table with the columns error_code, message and cause"
    parser = command(commands, "evaluate", summary, "python -m pipelines evaluate known.csv --out report.md")
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="perhaps with the columns language and system too")
    parser.add_argument("--out", type=Path, metavar="REPORT", help="all figures: .md for Markdown, else JSON")
    parser.add_argument(
        "--leave-systems-out",
        action="store_true",
        help="also train without each system in turn and decide it by what all others taught (takes a minute)",
    )
    parser.set_defaults(run=run)


def run(stated: argparse.Namespace) -> int:
    from pipelines.evaluation import evaluate, read_known, write_report  # pandas; no other command should wait for it

    taxonomy = Taxonomy.read()
    known = read_known(stated.file, taxonomy)
    report = evaluate(taxonomy, known).report()
    if stated.leave_systems_out:
        from pipelines.retraining import left_out

        report["systems_left_out"] = left_out(taxonomy, known)
    print(table(HEADER, map(_cells, (one for one in report["measures"] if one["scope"] == "all"))))
    for one in report.get("systems_left_out", ()):
        if one["scope"] == "all":
            print(f"systems left out, {one['measure']}: {_number(one['value'])}")
    if stated.out:
        write_report(report, stated.out)
        print(f"wrote {stated.out}")
    return DONE


HEADER = ("measure", "value", "lower", "upper", "rows")


def _cells(one: dict[str, Any]) -> tuple[str, ...]:
    return (one["measure"], *(_number(one[key]) for key in HEADER[1:4]), str(one["count_rows"]))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
