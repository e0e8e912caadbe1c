"""What goes with success: next attempts by their number and wait, and what was done in the waits before them."""

from dataclasses import asdict

import pandas as pd

from analysis.rates import with_rates
from dashboards.queries import helps_compared
from dashboards.queries.compose import ask
from dashboards.queries.helps_compared import DECIDED, against_others, numbered, summed
from dashboards.queries.selection import Selection
from warehouse import Snapshot

ANY_HELP = helps_compared.ANY_HELP
HORIZON_HOURS = 720  # 30 days: from then on a wait is no longer watched
MOST_ATTEMPTS = 8  # this one and all after it are one group
FAIR = ("share", "other_share", "difference", "low", "high")


def next_attempts(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """next_attempts.sql: failures by platform, cause, number of the next attempt and wait before it."""
    return ask(snapshot, "next_attempts", selection, most=MOST_ATTEMPTS)


def first_decisions(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """first_decisions.sql: cases by platform, preparation and first decision, whatever causes are chosen."""
    return ask(snapshot, "first_decisions", selection)


def waits_by_cause(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """waits_by_cause.sql: waits after failures by where they end."""
    return ask(snapshot, "waits_by_cause", selection, horizon_hours=HORIZON_HOURS)


def wait_steps_by_cause(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """wait_steps_by_cause.sql: the waits with each step, by when it was taken and where they end."""
    return ask(snapshot, "wait_steps_by_cause", selection, horizon_hours=HORIZON_HOURS)


def steps_compared(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """helps_compared.steps_compared: each preparation, countermeasure and help channel, fairly and naively."""
    waits, steps = waits_by_cause(snapshot, selection), wait_steps_by_cause(snapshot, selection)
    return helps_compared.steps_compared(waits, steps, first_decisions(snapshot, selection))


def attempts_by_number(attempts: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """success_by attempt_number; before it the first attempts, which follow no failure and have no others alike."""
    first = decisions[[*DECIDED, "count_open", "count_withdrawn"]].sum().astype("int64")
    alone = with_rates(first.to_frame().T.assign(attempt_number=1), *DECIDED)
    return pd.concat([alone, success_by(attempts, "attempt_number")], ignore_index=True)


def success_by(attempts: pd.DataFrame, key: str) -> pd.DataFrame:
    """Next attempts by `key` (attempt_number or wait): success, and that of the others after the same failures.

    count_succeeded of count_decided, rate, low, high, is_small, count_open, count_withdrawn; share and other_share:
    this and all the others at one mix of causes and platforms; difference, difference_low, difference_high.
    """
    made = attempts[attempts[key].notna()]
    counts = made.groupby(key)[[*DECIDED, "count_open", "count_withdrawn"]].sum().astype("int64")
    (cell,), count_cells = numbered(made)
    whole = summed(made, cell, count_cells, DECIDED)
    is_of = {value: (made[key] == value).to_numpy() for value in counts.index}
    parts = [summed(made[of], cell[of], count_cells, DECIDED) for of in is_of.values()]
    fair = pd.DataFrame([asdict(against_others(whole, part)) for part in parts], counts.index, FAIR, dtype=float)
    named = fair.rename(columns={"low": "difference_low", "high": "difference_high"})
    return with_rates(counts, *DECIDED).join(named).reset_index().astype({key: "int64"})
