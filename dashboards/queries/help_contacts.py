"""Contacts with help: which channels, in which order, how soon answered, and how the cases went on."""

import numpy as np
import pandas as pd

from analysis.compound_poisson import compound_interval
from analysis.horizons import EndedShare, ended_by, ended_by_cause
from analysis.intervals import ratio
from analysis.rates import SMALL_DENOMINATOR, Rate, with_rates
from analysis.survival import aalen_johansen, kaplan_meier, median
from dashboards.queries.blockers import is_chosen
from dashboards.queries.compose import Statement, ask, statement
from dashboards.queries.selection import Selection
from warehouse import Snapshot

ALL = "all"  # the row of every channel together
WITHIN_HOURS = (1, 24, 72)
WITHIN_DAYS = (1, 3, 7, 14, 30)
MOST_HOURS = 24 * WITHIN_DAYS[-1]
SUCCEEDED = "succeeded"
NO_MORE = "none"
PLACES = ("first", "second", "third", "later")
PER_CASES = 1000
SHOWN_POINTS = 120
LEAST_AT_RISK = 5  # one end more or less would move a line by a fifth and more


def help_contacts_counted(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per channel, channel before it and place in the case (4: fourth or later): count_contacts, count_new."""
    return ask(snapshot, "help_contacts_counted", selection)


def channels_used(counted: pd.DataFrame) -> pd.DataFrame:
    """One row per channel, the most used first: count_cases of cases_of_all that asked for help at all, rate with
    low and high (one case may use several), count_contacts, and contacts by place: first, second, third, later.
    """
    places = counted.pivot_table("count_contacts", "help_channel", "place", "sum", fill_value=0)
    places = places.reindex(columns=range(1, len(PLACES) + 1), fill_value=0).set_axis(list(PLACES), axis=1)
    sums = counted.groupby("help_channel")[["count_new", "count_contacts"]].sum()
    used = sums.rename(columns={"count_new": "count_cases"}).join(places.astype("int64"))
    used["cases_of_all"] = int(counted.loc[counted["place"] == 1, "count_contacts"].sum())
    rated = with_rates(used.reset_index(), "count_cases", "cases_of_all")
    return rated.sort_values(["count_cases", "help_channel"], ascending=[False, True], ignore_index=True)


def channel_turns(counted: pd.DataFrame) -> pd.DataFrame:
    """One row per channel and the one of the next contact (`none`: no further one): count_contacts of
    contacts_of_first (all contacts by the first), share.
    """
    keys = {"previous_channel": "first_channel", "help_channel": "next_channel"}
    turned = counted[counted["place"] > 1].groupby(list(keys))["count_contacts"].sum()
    turns = turned.reset_index().rename(columns=keys)
    made = counted.groupby("help_channel")["count_contacts"].sum()
    followed = turns.groupby("first_channel")["count_contacts"].sum()
    left = (made - followed.reindex(made.index, fill_value=0)).rename_axis("first_channel").reset_index()
    every = pd.concat([turns, left[left["count_contacts"] > 0].assign(next_channel=NO_MORE)], ignore_index=True)
    of_first = every["first_channel"].map(made).astype("int64")
    return every.assign(contacts_of_first=of_first, share=ratio(every["count_contacts"], of_first))


def help_answers(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per channel, is_answered and hours waited: count_contacts."""
    return ask(snapshot, "help_answers", selection)


def answer_times(waits: pd.DataFrame) -> pd.DataFrame:
    """One row per channel and one for all (help_channel `all`, first): count_contacts, count_answered, median_hours
    with low and high, within_1, within_24, within_72 with _low and _high (0 to 1). What is not known is missing.
    """
    parts = [(ALL, waits), *waits.groupby("help_channel")]
    return pd.DataFrame([answer_time(channel, rows) for channel, rows in parts if len(rows)])


def answer_time(channel: object, waits: pd.DataFrame) -> dict[str, object]:
    curve = answer_curve(waits)
    half = median(curve)
    answered = waits.loc[waits["is_answered"], "count_contacts"].sum()
    row: dict[str, object] = {
        "help_channel": channel,
        "count_contacts": int(waits["count_contacts"].sum()),
        "count_answered": int(answered),
        **numbers("median_hours", EndedShare(half.time, half.low, half.high)),
    }
    for hours, share in zip(WITHIN_HOURS, ended_by(curve, WITHIN_HOURS), strict=True):
        row |= numbers(f"within_{hours}", share)
    return row


def numbers(name: str, share: EndedShare | Rate) -> dict[str, float]:
    """A share as three columns; what is not known is NaN."""
    ends = {name: share.value, f"{name}_low": share.low, f"{name}_high": share.high}
    return {key: np.nan if end is None else end for key, end in ends.items()}


def answer_curve(waits: pd.DataFrame) -> pd.DataFrame:
    """Kaplan-Meier's curve of the wait; what is not answered is censored."""
    return kaplan_meier(waits["hours"], waits["is_answered"], weights=waits["count_contacts"])


def help_ends(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per channel of the first contact while failed, end (missing: none in 30 days), hours: count_cases."""
    return ask(snapshot, "help_ends", selection, most_hours=MOST_HOURS)


def ends_statement(snapshot: Snapshot, selection: Selection) -> Statement:
    """The SQL behind help_ends."""
    return statement(snapshot, "help_ends", selection, most_hours=MOST_HOURS)


def resolved_after_help(ends: pd.DataFrame) -> pd.DataFrame:
    """One row per channel of the first contact and one for all (`all`, first): count_cases, count_resolved (in 30
    days), is_small, resolved_1 .. resolved_30: the probability to be resolved within so many days, _low, _high.
    """
    parts = [(ALL, ends), *ends.groupby("help_channel")]
    return pd.DataFrame([resolved_after(channel, rows) for channel, rows in parts if len(rows)])


def resolved_after(channel: object, ends: pd.DataFrame) -> dict[str, object]:
    curves = aalen_johansen(ends["hours"], ends["end_kind"], weights=ends["count_cases"])
    cases = int(ends["count_cases"].sum())
    resolved = ends.loc[ends["end_kind"] == SUCCEEDED, "count_cases"].sum()
    row: dict[str, object] = {
        "help_channel": channel,
        "count_cases": cases,
        "count_resolved": int(resolved),
        "is_small": cases < SMALL_DENOMINATOR,
    }
    shares = ended_by_cause(curves, SUCCEEDED, [24.0 * days for days in WITHIN_DAYS])
    for days, share in zip(WITHIN_DAYS, shares, strict=True):
        row |= numbers(f"resolved_{days}", share)
    return row


def help_by_cause(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """One row per cause, the highest rate first, small samples last: count_contacts after a failure by it, count_cases
    that failed by it, per_1000 with low and high, is_small. Cause filters keep the rows of the chosen causes.
    """
    counted = ask(snapshot, "help_by_cause", selection)
    chosen = counted[is_chosen(counted["cause"], counted["cause_category"], selection)]
    contacts, cases = chosen["count_contacts"], chosen["count_cases"] / PER_CASES
    low, high = compound_interval(contacts, chosen["squares"], chosen["most"], cases)
    rated = chosen.drop(columns=["squares", "most"]).assign(
        per_1000=ratio(contacts, cases), low=low, high=high, is_small=chosen["count_cases"] < SMALL_DENOMINATOR
    )
    return rated.sort_values(["is_small", "per_1000", "cause"], ascending=[True, False, True], ignore_index=True)


def thinned(curve: pd.DataFrame, most: int = SHOWN_POINTS) -> pd.DataFrame:
    """At most so many rows of a curve, evenly by the share that ended; its end, where hardly anyone is left, is cut."""
    is_sure = curve["at_risk"] >= LEAST_AT_RISK
    curve = curve[is_sure] if is_sure.any() else curve
    if len(curve) <= most:
        return curve
    steps = np.linspace(curve["survival"].iloc[0], curve["survival"].iloc[-1], most - 1)
    places = np.searchsorted(-curve["survival"].to_numpy(), -steps)
    return curve.iloc[np.unique([*places, len(curve) - 1])]
