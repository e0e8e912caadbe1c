"""Raw rates beside those at the same mix, with ranks as sure as they are."""

import pandas as pd
import streamlit as st

from dashboards.charts.platforms import raw_and_standardised
from dashboards.pages.platforms_choices import Choices, controls
from dashboards.pages.platforms_numbers import Compared, mix_named, rank, ratio, with_interval
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 15
LEAST_SHIFT = 0.01  # between raw and standardised: a percentage point; below it they tell the same


def show(view: View, chosen: Choices, compared: Compared) -> None:
    """Draw the card."""
    hint = view.say(f"platforms.hint_{chosen.measure}", mix=mix_named(view, chosen), days=chosen.within_days)
    with card(view, "platforms_rates", compared.rows, compared.statement, hint=hint):
        controls(view, chosen)
        if compared.rows.empty:
            st.markdown(f":gray[:material/search_off: {view.say(f'platforms.none_{chosen.measure}')}]")
            return
        for sentence in sentences(view, chosen, compared):
            st.markdown(sentence)
        words = {key: view.say(f"platforms.{key}") for key in ("raw", "standardised", "all")}
        chart(
            view,
            "platforms_rates",
            lambda: raw_and_standardised(compared.rows, compared.target, words),
            chosen,
        )
        table(view, "platforms_rates", shaped(view, compared.rows), height=height_of(len(compared.rows), MOST_VISIBLE))
        st.caption(view.say(f"platforms.rank_note_{'high' if chosen.is_highest_first else 'low'}"))


def sentences(view: View, chosen: Choices, compared: Compared) -> list[str]:
    """What the mix does to the picture, and how sure the ends of the ranking are; one platform is none to compare."""
    ranked = compared.ranked
    if len(ranked) < 2:
        return [view.say("platforms.one_alone")]
    return [*end(view, ranked, is_lowest=True), *end(view, ranked, is_lowest=False), *shifted(view, ranked)]


def end(view: View, ranked: pd.DataFrame, is_lowest: bool) -> list[str]:
    """Who has the lowest (highest) standardised rate, and whether raw rates say the same."""
    raw, own = (ranked.sort_values(name, ascending=is_lowest).iloc[0] for name in ("rate", "indirect"))
    names = {"platform": plain(own["platform"]), "rate": view.say.percent(own["indirect"])}
    which = "lowest" if is_lowest else "highest"
    if raw["platform"] == own["platform"]:
        return [view.say(f"platforms.{which}", **names)]
    return [view.say(f"platforms.{which}_differs", **names, raw=plain(raw["platform"]))]


def shifted(view: View, ranked: pd.DataFrame) -> list[str]:
    """The platform that its mix flatters or burdens most, where that is worth a word."""
    shift = (ranked["indirect"] - ranked["rate"]).abs()
    row = ranked.iloc[int(shift.to_numpy().argmax())]
    if abs(row["indirect"] - row["rate"]) < LEAST_SHIFT:
        return [view.say("platforms.same_story")]
    values = {name: view.say.percent(row[name]) for name in ("rate", "indirect")}
    return [view.say("platforms.shifted", platform=plain(row["platform"]), **values)]


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read."""
    records = rows.to_dict("records")
    shown = {
        "platform": rows["platform"],
        "counted_of": [f"{view.say.number(row['count'])} / {view.say.number(row['total'])}" for row in records],
        "raw_rate": [with_interval(view, row, "rate") for row in records],
        "expected_count": [view.say.number(row["expected"], 1) for row in records],
        "observed_over_expected": [ratio(row) for row in records],
        "indirect": [with_interval(view, row, "indirect") for row in records],
        "direct": [with_interval(view, row, "direct") for row in records],
        "covered": [view.say.percent(row["covered"]) for row in records],
        "rank_with_interval": [rank(row) for row in records],
        "chance_first": [view.say.percent(row["chance_first"], 0) for row in records],
        "is_small": [view.say("causes.small") if row["is_small"] else "" for row in records],
    }
    return pd.DataFrame(shown) if rows["is_small"].any() else pd.DataFrame(shown).drop(columns="is_small")
