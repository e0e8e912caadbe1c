"""A seeded simulator of five fictitious wallets: their logs, and the truth about what happened."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np

from pipelines.demo.columns import Columns
from pipelines.demo.delivery import Delivery
from pipelines.demo.files import Files
from pipelines.demo.operations import Operation, operation_rows, operations
from pipelines.demo.scenario import FOLDER, Scenario
from pipelines.demo.simulation import Simulation
from pipelines.demo.spill import Spill
from pipelines.demo.statement import Tally, write_statement
from pipelines.demo.truth import TruthFile

__all__ = ["write"]

Progress = Callable[[float, str], None]
SIMULATED = 0.35  # of the whole work


def write(
    out: Path, wallets: int = 40_000, seed: int = 7, days: int = 180, progress: Progress | None = None
) -> Path:
    """Write the logs of `wallets` wallets over `days` days under `out`, and the truth under out/truth.

    `progress(fraction, label)` is called as it goes. The same arguments give the same bytes.
    Returns the path of the sources.toml written. Raises ValueError for fewer than one wallet or day.
    """
    scenario = Scenario.read(wallets, seed, days)
    tell = progress or _say_nothing
    held, tally, delivery = operations(scenario), Tally(scenario), Delivery(scenario)
    files = Files(scenario, delivery.months, Columns(scenario, held), out)
    files.clear()
    spill = Spill(out / "spill-demo")
    _simulate(scenario, held, tally, delivery, spill, TruthFile(out / "truth" / "cases.parquet"), tell)
    counts = []
    for number, count in enumerate(files.write(spill), 1):
        counts.append(count)
        tell(SIMULATED + (1 - SIMULATED) * number / files.count, f"wrote {count.path}")
    spill.close()
    write_statement(out / "truth" / "truth.json", scenario, counts, tally, held)
    tell(1.0, "wrote the truth")
    return Path(shutil.copyfile(FOLDER / "sources.toml", out / "sources.toml"))


def _say_nothing(fraction: float, label: str) -> None:
    """The progress of those who ask for none."""


def _simulate(
    scenario: Scenario,
    held: list[Operation],
    tally: Tally,
    delivery: Delivery,
    spill: Spill,
    cases: TruthFile,
    tell: Progress,
) -> None:
    """All blocks, and before them the operations, to the spill."""
    simulation = Simulation(scenario)
    blocks = simulation.blocks()
    operated = operation_rows(scenario, held)
    tally.add(operated)
    spill.add(*delivery.deliver(np.random.default_rng([scenario.seed, 1 << 41]), operated))
    for number, (first, count) in enumerate(blocks, 1):
        rows = simulation.block(first, count, cases.add)
        tally.add(rows)
        rng = np.random.default_rng([scenario.seed, 1 << 42, first])
        spill.add(*delivery.deliver(rng, rows))
        tell(SIMULATED * number / len(blocks), f"simulated {first + count} wallets")
    cases.close()
