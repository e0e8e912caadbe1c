"""What each cause costs, side by side: every consequence per 1,000 cases that failed by it first, money and effort."""

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.consequences_causes import by_level
from dashboards.pages.consequences_choices import Choices
from dashboards.pages.consequences_money import frozen
from dashboards.pages.consequences_numbers import counted_with, is_small
from dashboards.pages.consequences_steps import effort_quantiles, efforts_shown
from dashboards.store import View
from dashboards.widgets.card import card
from dashboards.widgets.links import toggle_filter
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 12
TOLD = (
    *("funds_frozen", "interest_accrued", "credit_reported", "legal_action_opened"),
    *("documents_requested", "review_repeated", "help_contacted"),
)


def show(view: View, choices: Choices) -> None:
    """Draw the card; a row's button filters its cause or category."""
    long, rows = by_level(view, choices), wide(view, choices)
    hint = view.say("consequences.matrix_hint", currency=choices.currency or "–")
    with card(view, "consequences_matrix", frame=exported(long, choices), query=counted_with(view, choices), hint=hint):
        clicked = st.column_config.ButtonColumn(
            view.say("causes.filter"),
            type="tertiary",
            key="consequences_matrix_click",
            on_click=filter_row,
            args=(choices.level, rows["id"].tolist()),
            width=50,
        )
        shown = rows.drop(columns=["id", "is_small"]).assign(
            is_small=[view.say("causes.small") if small else "" for small in rows["is_small"]]
        )
        shown.insert(0, "open", [":material/filter_alt:"] * len(rows))
        table(
            view,
            "consequences_matrix",
            shown if rows["is_small"].any() else shown.drop(columns="is_small"),
            height=height_of(len(shown), MOST_VISIBLE),
            open=clicked,
            **headed(view, choices, shown),
        )


def exported(long: pd.DataFrame, choices: Choices) -> pd.DataFrame:
    """One row per cause and consequence with its interval: what the wide table has no room for."""
    frame = long.rename(columns={"id": "cause"}) if choices.level == "cause" else long.drop(columns="id")
    first = ["cause", "cause_category"] if choices.level == "cause" else ["cause_category"]
    return frame[[*first, *(name for name in frame.columns if name not in first)]]


def filter_row(level: str, ids: list[str]) -> None:
    toggle_filter(level, ids[st.session_state["consequences_matrix_click"].row])


def wide(view: View, choices: Choices) -> pd.DataFrame:
    """One row per cause or category, the most cases first."""
    long = by_level(view, choices)
    by_kind = long[long["consequence"].isin(TOLD)].pivot(index="id", columns="consequence", values="per_thousand")
    cases = long.groupby("id")["count_failed_cases"].first()
    columns = {kind: by_kind[kind] for kind in TOLD} | money(view, choices, cases) | effort(view, choices)
    rows = pd.DataFrame({"count_failed_cases": cases, **columns}).rename_axis("id").reset_index()
    rows = rows.assign(is_small=is_small(rows)).sort_values("count_failed_cases", ascending=False, ignore_index=True)
    rows.insert(1, named_column(choices), [view.label(id_) for id_ in rows["id"]])
    return rows


def named_column(choices: Choices) -> str:
    """The column that names a row: a cause or a category."""
    return "cause" if choices.level == "cause" else "cause_category"


def level_of(view: View, choices: Choices, causes: pd.Series) -> pd.Series:
    """The causes, or their categories."""
    if choices.level == "cause":
        return causes
    known = store.cause_entries(view.snapshot).set_index("cause")["cause_category"]
    return causes.map(known).fillna("unclassified")


def money(view: View, choices: Choices, cases: pd.Series) -> dict[str, pd.Series]:
    """Money frozen, and money-days, per 1,000 cases; nothing where no amount is known at all."""
    rows = frozen(choices)
    if rows.empty:
        return {}
    amounts = rows.assign(id=level_of(view, choices, rows["first_cause"]), amount=rows["amount"].astype(float))
    summed = amounts.groupby("id")[["amount", "money_days"]].sum().reindex(cases.index).fillna(0.0)
    return {f"{name}_per_thousand": 1000 * summed[name] / cases for name in summed}


def effort(view: View, choices: Choices) -> dict[str, pd.Series]:
    """The median and the P90 of the effort: 3 / 7."""
    rows = efforts_shown(view, "first_cause")
    groups = rows.assign(id=level_of(view, choices, rows["first_cause"])).groupby("id")
    told = {id_: " / ".join(view.say.number(one.value) for one in effort_quantiles(of).values()) for id_, of in groups}
    return {"effort": pd.Series(told)}


def headed(view: View, choices: Choices, shown: pd.DataFrame) -> dict:
    """Every number column with its heading and as many digits as help."""
    kinds = {kind: view.say(f"consequences.short_{kind}") for kind in TOLD}
    sums = {
        f"{name}_per_thousand": view.say(f"consequences.{name}_of", currency=choices.currency or "")
        for name in ("amount", "money_days")
    }
    number = st.column_config.NumberColumn
    columns = {kind: number(head, format="%.1f") for kind, head in kinds.items()}
    columns |= {name: number(head, format="compact") for name, head in sums.items() if name in shown}
    column = named_column(choices)
    columns |= {
        "count_failed_cases": number(view.say("column.count_cases")),
        "effort": st.column_config.TextColumn(view.say("consequences.effort_of")),
    }
    return columns | {column: st.column_config.TextColumn(view.say(f"column.{column}"), width=170)}
