"""The key figures of trust: rows accounted for, audits passed, platforms heard from, causes known."""

import pandas as pd
import streamlit as st

from analysis.rates import Rate
from dashboards import store
from dashboards.pages.data_coverage import classified_part
from dashboards.store import View
from dashboards.widgets.kpi import Kpi, kpi
from dashboards.widgets.menu import Behind


def show(view: View) -> None:
    """Draw the row of cards and, under it, which snapshot all this is about."""
    figures = [
        rows_accounted(view),
        rows_quarantined(view),
        audits_passed(view),
        platforms_heard(view),
        unclassified(view),
    ]
    with st.grid(len(figures), min_column_width=170, gap="small"):
        for figure in figures:
            kpi(view, figure)
    st.caption(versions(view))


def versions(view: View) -> str:
    say, now = view.say, view.snapshot
    return say(
        "data.versions",
        snapshot=now.name,
        as_of=f"{say.day(view.local(now.as_of), with_year=True)} {view.local(now.as_of):%H:%M}",
        zone=view.zone,
        taxonomy=now.taxonomy_version,
    )


def rows_accounted(view: View) -> Kpi:
    """Rows read, and whether each is accepted, a duplicate or quarantined."""
    say, ledger = view.say, store.batches(view.snapshot)
    total = ledger.filter(regex="^rows_").sum()
    lost = int(ledger["rows_unaccounted"].abs().sum()) if len(ledger) else 0
    return Kpi(
        Behind("rows_accounted", ledger, "batches"),
        value=say.number(int(total["rows_read"])),
        detail=say(
            "data.all_accounted" if lost == 0 else "data.not_accounted",
            lost=say.number(lost),
            accepted=say.number(int(total["rows_accepted"])),
            duplicate=say.number(int(total["rows_duplicate"])),
            quarantined=say.number(int(total["rows_quarantined"])),
        ),
    )


def rows_quarantined(view: View) -> Kpi:
    """Refused rows of the rows read; those out of scope are refused on purpose and told apart."""
    say, ledger = view.say, store.batches(view.snapshot)
    outside = int(ledger["rows_out_of_scope"].sum())
    rate = Rate.of(int(ledger["rows_quarantined"].sum()) - outside, int(ledger["rows_read"].sum()))
    fraction = f"{say.number(rate.numerator)} / {say.number(rate.denominator)}"
    return Kpi(
        Behind("rows_refused", store.quarantined_by_rule(view.snapshot), "quarantined_by_rule"),
        value=say.percent(rate.value, 2),
        detail=say("data.refused", fraction=fraction, outside=say.number(outside)),
    )


def audits_passed(view: View) -> Kpi:
    say, audits = view.say, store.audits(view.snapshot)
    passed = int((audits["count_rows"] == 0).sum())
    key = "data.audits_passed" if passed == len(audits) else "data.audits_failed"
    return Kpi(
        Behind("audits_passed", audits, "audits"),
        value=f"{say.number(passed)} / {say.number(len(audits))}",
        detail=say(key),
    )


def platforms_heard(view: View) -> Kpi:
    """Platforms whose log has not gone quiet."""
    say, known = view.say, store.freshness(view.snapshot)
    quiet = known[known["is_quiet"].astype(bool)]
    newest = None if known.empty else pd.Timestamp(known["last_event_at"].max())
    at = say.instant(None if newest is None else view.local(newest))
    return Kpi(
        Behind("platforms_heard", known, "freshness"),
        value=f"{say.number(len(known) - len(quiet))} / {say.number(len(known))}",
        detail=say("data.quiet" if len(quiet) else "data.none_quiet", count=say.number(len(quiet)), at=at),
    )


def unclassified(view: View) -> Kpi:
    """The share of failures without a cause, with its interval."""
    say, daily = view.say, view.ask(store.unclassified_daily, classified_part(view))
    rate = Rate.of(int(daily["count_unclassified"].sum()), int(daily["count_failures"].sum()))
    interval = say("kpi.interval", low=say.percent(rate.low), high=say.percent(rate.high))
    fraction = f"{say.number(rate.numerator)} / {say.number(rate.denominator)}"
    return Kpi(
        Behind("unclassified_share", daily, view.statement("unclassified_daily", classified_part(view))),
        value=say.percent(rate.value),
        detail=f"{fraction} · {interval}",
    )
