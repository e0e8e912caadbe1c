"""The leaderboard of signatures (a code and a masked message template)."""

import numpy as np
import pandas as pd

from analysis.intervals import newcombe_difference, ratio
from dashboards.queries.breakdown import LEAST_FAILURES
from dashboards.queries.compose import Statement, statement
from dashboards.queries.periods import Compared
from dashboards.queries.selection import Selection
from warehouse import Snapshot


def signature_board(
    snapshot: Snapshot,
    selection: Selection,
    compared: Compared | None = None,
    phrase: str | None = None,
    signature: str | None = None,
    is_by_change: bool = False,
    most: int = 100,
) -> pd.DataFrame:
    """One row per signature whose code or template holds `phrase`, the first `most` by failures or by change.

    excess_failures: failures of the finished days beyond what the rate before would give, with excess_low and
    excess_high (Newcombe's interval times the decided attempts), missing without a comparison. is_rare: too
    few failures in both to rank the change. failures_daily: the finished days. count_matching: of all.
    """
    asked = board_statement(snapshot, selection, compared, phrase, signature, is_by_change, most)
    board = snapshot.query(asked.sql, asked.parameters)
    return with_lines(with_excess(board, compared is not None), compared[0] if compared else selection)


def with_lines(board: pd.DataFrame, current: Selection) -> pd.DataFrame:
    """The board with failures_daily: the count of each finished day, 0 where there was none."""
    lines = np.zeros((len(board), current.days), dtype="int64")
    for line, days, counts in zip(lines, board.pop("days"), board.pop("counts"), strict=True):
        if days is not None:
            np.add.at(line, days, counts)  # a day is there once for each platform
    return board.assign(failures_daily=list(lines))


def board_statement(
    snapshot: Snapshot,
    selection: Selection,
    compared: Compared | None = None,
    phrase: str | None = None,
    signature: str | None = None,
    is_by_change: bool = False,
    most: int = 100,
) -> Statement:
    """What the leaderboard is asked with."""
    own = {
        "phrase": phrase or None,
        "signature": signature,
        "is_by_change": is_by_change and compared is not None,
        "most": most,
        "least": LEAST_FAILURES,
    }
    return statement(snapshot, "signature_board", selection, compared, **own)


def with_excess(board: pd.DataFrame, is_compared: bool) -> pd.DataFrame:
    """The board with its change as failures more or fewer than before, and the interval."""
    now, before = board["failures_current"], board["failures_previous"]
    of_now, of_before = (board.pop(name) * is_compared for name in ("decided_current", "decided_previous"))
    low, high = newcombe_difference(now * is_compared, of_now, before, of_before)
    excess = (ratio(now, of_now) - ratio(before, of_before)) * of_now
    return board.assign(excess_failures=excess, excess_low=low * of_now, excess_high=high * of_now)
