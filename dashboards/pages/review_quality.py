"""How good the classification is by the shipped evaluation: accuracy, calibration, and coverage against risk."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.charts.quality import coverage_risk, reliability_curve
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.table import height_of, table

QUERY = "classification_quality"
ALL = "all"
HEADLINES = (
    *("category_accuracy", "category_macro_f1", "cause_accuracy", "cause_accuracy_at_90_coverage"),
    *("coverage", "calibration_error"),
)
IN_TABLE = ("cause_accuracy", "category_accuracy", "coverage", "decided_cause_accuracy", "cause_macro_f1")
WITNESSES = {"rule_in_code": "words_of_code", "none": "nothing"}  # as the figures above call them
MOST_VISIBLE = 12


def show(view: View) -> None:
    """Draw the figures, both charts and the table; a sentence where the snapshot knows nothing of it."""
    is_held = store.holds(view.snapshot, QUERY)
    rows = store.classification_quality(view.snapshot) if is_held else pd.DataFrame()
    if rows.empty:
        with card(view, "classification_quality"):
            st.markdown(f":gray[:material/science: {view.say('review.no_quality')}]")
        return
    with card(view, "classification_quality", frame=rows, query=QUERY, hint=view.say("review.quality_hint")):
        headlines(view, rows[rows["scope"] == ALL].to_dict("records"))
        charts(view, parts(rows, "bin"), parts(rows, "coverage"))
        groups(view, rows)


def charts(view: View, bins: pd.DataFrame, points: pd.DataFrame) -> None:
    """The two curves, where the evaluation holds them."""
    left, right = st.columns(2, gap="small")
    with left:
        if {"confidence", "accuracy"} <= set(bins.columns):
            reliability(view, bins)
    with right:
        if "risk" in points.columns:
            risk(view, points)


def headlines(view: View, rows: list[dict]) -> None:
    """The measures over all evaluated rows."""
    by_measure = {row["measure"]: row for row in rows}
    known = [by_measure[name] for name in HEADLINES if name in by_measure]
    if not known:
        return
    with st.grid(len(known), min_column_width=140, gap="small"):
        for row in known:
            with st.container(gap=None):
                st.metric(view.say(f"measure.{row['measure']}"), view.say.percent(row["value"]))
                st.caption(told(view, row))


def told(view: View, row: dict) -> str:
    """The interval, where it is known, and the rows it is of."""
    say = view.say
    count = say("review.rows", count=say.number(row["count_rows"]))
    if pd.isna(row["lower"]):
        return count
    return f"{say('kpi.interval', low=say.percent(row['lower']), high=say.percent(row['upper']))} · {count}"


def parts(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows of scopes `kind:<part>`, one a part, in order, with a column a measure; the intervals of the last."""
    own = rows[rows["scope"].str.startswith(f"{kind}:")]
    measures = own.pivot(index="scope", columns="measure", values="value")
    ends = own.dropna(subset=["lower"]).drop_duplicates("scope").set_index("scope")[["lower", "upper"]]
    counts = own.groupby("scope")["count_rows"].max()
    return measures.join(ends).join(counts).sort_index()


def reliability(view: View, bins: pd.DataFrame) -> None:
    """Whether a confidence of 90 % is right nine times of ten."""
    names = {name: view.say(f"review.{name}") for name in ("right", "ideal", "stated")}
    names["rows"] = view.say("column.count_rows")
    st.markdown(f"**{view.say('review.reliability')}**")
    chart(view, "reliability", lambda: reliability_curve(bins, names))


def risk(view: View, points: pd.DataFrame) -> None:
    """What deciding more costs in wrong decisions."""
    held = points.assign(coverage=[float(scope.split(":")[1]) for scope in points.index])
    held["is_chosen"] = held["is_chosen"].fillna(0) > 0 if "is_chosen" in held else False
    names = {name: view.say(f"review.{name}") for name in ("risk", "in_use", "coverage")}
    names |= {"interval": view.say("kpi.interval_name"), "rows": view.say("column.count_rows")}
    st.markdown(f"**{view.say('review.coverage_risk')}**")
    chart(view, "coverage_risk", lambda: coverage_risk(held, names))


def groups(view: View, rows: pd.DataFrame) -> None:
    """The measures of each language, system, category and witness, a line each."""
    own = rows[~rows["scope"].str.startswith(("bin:", "coverage:"))]
    told_rows = [line(view, str(scope), part.to_dict("records")) for scope, part in own.groupby("scope", sort=False)]
    shown = pd.DataFrame(told_rows)
    named = {name: st.column_config.TextColumn(view.say(f"measure.{name}")) for name in IN_TABLE}
    table(view, "quality_groups", shown, height=height_of(len(shown), MOST_VISIBLE), **named)


def line(view: View, scope: str, rows: list[dict]) -> dict[str, object]:
    """One scope: its rows, and its measures with their intervals."""
    by_measure = {row["measure"]: row for row in rows}
    counted = by_measure.get("cause_accuracy", rows[0])
    return {"scope": scope_name(view, scope), "count_rows": counted["count_rows"]} | {
        name: with_interval(view, by_measure.get(name)) for name in IN_TABLE
    }


def with_interval(view: View, row: dict | None) -> str:
    if row is None or pd.isna(row["value"]):
        return NOTHING
    say = view.say
    ends = "" if pd.isna(row["lower"]) else f" ({say.percent(row['lower'])} – {say.percent(row['upper'])})"
    return f"{say.percent(row['value'])}{ends}"


def scope_name(view: View, scope: str) -> str:
    """A language, system, category or witness by the reader's word for it."""
    kind, _, part = scope.partition(":")
    if kind == ALL:
        return view.say("review.all_rows")
    names = {
        "language": view.say.language_name,
        "cause_category": view.label,
        "decided_by": lambda witness: view.say(f"evidence.{WITNESSES.get(witness, witness)}"),
    }
    heading = view.say(f"column.{kind}") if view.say.has(f"column.{kind}") else kind
    return f"{heading}: {names.get(kind, str)(part)}"
