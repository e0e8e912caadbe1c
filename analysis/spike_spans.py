"""From judged intervals to spikes: when each began, when it ended, and how large it was."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.spike_rhythms import Floats

STAYS_OPEN = 0.01  # an open spike closes when its p-value rises above this: easier to stay open than to open
BRIDGED = pd.Timedelta(hours=12)  # quieter hours between two stretches of one spike
LOOK_BACK = pd.Timedelta(hours=48)  # a weak start may have passed unseen for two of the longest windows
TIMES_EXPECTED = 2.0  # an hour speaks for a spike when it holds more than so many times the expected count
LEAST_EXCESS = 5.0  # failures more than expected; fewer are no spike, however unlikely
SILENT = 3.0  # so many failures due at the spike's own rate, and none of them seen: over (chance e^-3 = 5 %)
YOUNG = pd.Timedelta(hours=3)  # before this age nothing can be said of where a spike is going
RISES, FALLS = 1.5, 0.5  # times the excess a spike had a while ago


@dataclass(frozen=True)
class Span:
    """One spike of one series. last_at: its last interval. is_open: not seen to be over. score: -log10 p.

    stage: opened, growing, lasting or recovering while it is open, closed afterwards.
    """

    series: str
    started_at: pd.Timestamp
    last_at: pd.Timestamp
    observed: int
    expected: float
    exposure: float
    score: float
    stage: str

    @property
    def is_open(self) -> bool:
        return self.stage != "closed"


def spans(judged: pd.DataFrame) -> list[Span]:
    """The spikes of each series in what `detect` returned; `exposure` is needed (1 where there is none).

    A spike opens at a discovery, stays open while its p-value is below STAYS_OPEN and bridges short quiet
    gaps. Its bounds are the stretch whose excess over TIMES_EXPECTED times the expected count is largest.
    """
    with_spikes = judged.loc[judged["is_spike"], "series"].unique()
    chosen = judged[judged["series"].isin(with_spikes)].sort_values(["series", "at"])
    return [span for _, rows in chosen.groupby("series") for span in _spans_of(rows)]


def largest_stretch(values: Floats) -> tuple[int, int]:
    """First and last index of the contiguous stretch with the largest sum (Kadane)."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    lowest = np.minimum.accumulate(total[:-1])
    last = int(np.argmax(total[1:] - lowest))
    return int(np.argmin(total[: last + 1])), last


def likeliest_stretch(failures: Floats, attempts: Floats, usual_rate: float) -> tuple[int, int]:
    """First and last index of the intervals that speak most for a raised rate: where it began and where it ended.

    The rate raised is that of all intervals together; usual_rate must be above 0. Each speaks by its log-likelihood
    ratio (Page's CUSUM 1954, taken at both ends), so that a failure long before is left out where attempts between
    the two went well.
    """
    raised = min(failures.sum() / attempts.sum(), 1.0 - 0.5 / (attempts.sum() + 1.0))
    usual = min(usual_rate, raised / TIMES_EXPECTED)
    kept = np.log((1.0 - raised) / (1.0 - usual))
    return largest_stretch(failures * np.log(raised / usual) + (attempts - failures) * kept)


def _spans_of(rows: pd.DataFrame) -> Iterator[Span]:
    at = rows["at"].reset_index(drop=True)
    excess = (rows["observed"] - TIMES_EXPECTED * rows["expected"]).fillna(0.0).to_numpy()
    not_before = 0
    for start, stop in _stretches(at, rows):
        begin = max(not_before, int(at.searchsorted(at[start] - LOOK_BACK)))
        first, last = largest_stretch(excess[begin:stop])
        found = _span(rows, begin + first, begin + last)
        not_before = begin + last + 1
        if found.observed - found.expected >= LEAST_EXCESS:
            yield found


def _stretches(at: "pd.Series[pd.Timestamp]", rows: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Half-open index ranges in which a spike is open."""
    is_discovery = rows["is_spike"].to_numpy()
    held = np.flatnonzero((rows["p_value"] <= STAYS_OPEN).to_numpy() | is_discovery)
    breaks = np.flatnonzero((at[held].diff() > BRIDGED).to_numpy())
    for part in np.split(held, breaks):
        if is_discovery[part].any():
            yield int(part[0]), int(part[-1]) + 1


def _span(rows: pd.DataFrame, first: int, last: int) -> Span:
    inside, after = rows.iloc[first : last + 1], rows.iloc[last + 1 :]
    observed, exposure = inside["observed"].sum(), inside["exposure"].sum()
    due = observed / max(exposure, 1.0) * after["exposure"].sum()
    return Span(
        series=str(inside["series"].iloc[0]),
        started_at=inside["at"].iloc[0],
        last_at=inside["at"].iloc[-1],
        observed=int(observed),
        expected=float(inside["expected"].sum()),
        exposure=float(exposure),
        score=float(-np.log10(max(rows["p_value"].iloc[first : last + 25].min(), 1e-300))),
        stage="closed" if due >= SILENT else _stage(rows.iloc[first:]),
    )


def _stage(since: pd.DataFrame) -> str:
    """Where an open spike is going: the excess per attempt of its newest third against that of the third before.

    since: its judged hours from the first to the newest of the series.
    """
    if since["at"].iloc[-1] - since["at"].iloc[0] < YOUNG:
        return "opened"
    third = len(since) // 3
    newest, before = (_excess_rate(part) for part in (since.iloc[-third:], since.iloc[-2 * third : -third]))
    if newest < FALLS * before:
        return "recovering"
    return "growing" if newest > RISES * before else "lasting"


def _excess_rate(hours: pd.DataFrame) -> float:
    excess = hours["observed"].sum() - hours["expected"].sum()
    return float(max(excess, 0.0) / max(hours["exposure"].sum(), 1.0))
