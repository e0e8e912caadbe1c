"""Findings about the classification: a platform whose share without a cause has drifted."""

from collections.abc import Iterator

import pandas as pd

from dashboards import store
from dashboards.pages.overview_sentences import Finding
from dashboards.pages.review_choices import whole_weeks
from dashboards.store import Selection, View
from dashboards.text import plain

LEAST_DRIFT = 0.01  # one percentage point of a platform's failures; less changes nobody's week
WEEKS = store.WEEKS_BEFORE + 1
MOST_DRIFTS = 2


def drift_weeks(view: View) -> Selection | None:
    """The newest finished week and the four before; None where the log is shorter."""
    part = whole_weeks(view, WEEKS)
    return part if part and part.days == 7 * WEEKS else None


def drifts(view: View) -> pd.DataFrame:
    """Each platform's newest finished week against the four before; no row without that many weeks."""
    part = drift_weeks(view)
    return pd.DataFrame() if part is None else view.ask(store.unclassified_drift, part)


def drifted(view: View) -> Iterator[Finding]:
    """The platforms whose share without a cause changed beyond chance and by enough to act on, the most first."""
    rows = drifts(view)
    if rows.empty:
        return
    told = rows[rows["is_drift"] & (rows["difference"].abs() >= LEAST_DRIFT)]
    for row in told.head(MOST_DRIFTS).to_dict("records"):
        yield finding(view, row)


def finding(view: View, row: dict) -> Finding:
    say = view.say
    direction = "up" if row["difference"] > 0 else "down"
    sentence = say(
        f"finding.drift_{direction}",
        platform=plain(row["platform"]),
        now=say.percent(row["rate_current"]),
        count=say.number(row["count_current"]),
        total=say.number(row["total_current"]),
        before=say.percent(row["rate_previous"]),
        low=say.points(row["low"]),
        high=say.points(row["high"]),
    )
    return Finding(sentence, f"trending_{direction}", page="review", changes={"platform": [row["platform"]]})
