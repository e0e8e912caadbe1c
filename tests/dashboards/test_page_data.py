"""The page of the data: every row accounted for, every rule and audit in words."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from logged_rows import load_rows

from dashboards.charts.coverage import evidence_shares, unclassified_over_time
from dashboards.charts.volume import quiet_days, volume_by_platform
from dashboards.pages.data_quarantine import rule_text
from dashboards.queries import Selection, quality
from dashboards.text import LANGUAGES, text
from pipelines.engines.duckdb import sql_names
from pipelines.row_rules import broken_rule_sql
from warehouse import open_snapshot

PERIOD = {"from": "2026-11-01", "to": "2026-11-20"}
LINE_RULES = {"quotes_do_not_match", "columns_do_not_match", "json_unreadable", "line_too_long", "bytes_unreadable"}
DAYS = pd.date_range("2026-11-01", periods=4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("data"))


def shown(app) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_numbers(open_app, folder: Path, language: str) -> None:
    app = open_app(folder, "data", lang=language, **PERIOD)
    assert not app.exception
    say = text(language)
    figures = shown(app)
    assert figures[say("card.rows_accounted")] == "17"
    assert figures[say("card.rows_refused")] == "5.88%"  # 1 / 17
    assert figures[say("card.platforms_heard")] == "1 / 2"  # p wrote last on 4 November, 16 days before the newest
    assert figures[say("card.unclassified_share")] == "25.0%"  # w3's, of 4 failures
    audits = len(sql_names("audits"))
    assert figures[say("card.audits_passed")] == f"{audits} / {audits}"
    captions = " ".join(caption.value for caption in app.caption)
    assert say("data.all_accounted", accepted=15, duplicate=1, quarantined=1) in captions


def test_each_file_is_accounted_for(folder: Path) -> None:
    ledger = quality.batches(open_snapshot(folder)).iloc[0]
    parts = ["rows_read", "rows_accepted", "rows_duplicate", "rows_quarantined", "rows_unaccounted"]
    assert ledger[parts].tolist() == [17, 15, 1, 1, 0]


def test_a_refused_row_is_kept_masked_with_its_rule(folder: Path) -> None:
    snapshot = open_snapshot(folder)
    rules = quality.quarantined_by_rule(snapshot)
    assert rules[["rule", "count_rows", "count_files"]].to_numpy().tolist() == [["amount_not_a_number", 1, 1]]
    rows = quality.quarantined_rows(snapshot, "amount_not_a_number", 20)
    assert rows[["source_line", "detail"]].to_numpy().tolist() == [[18, "ten"]]  # under the header, the 17th
    assert "secret-wallet" not in rows["row_masked"].iloc[0]


def test_a_column_nobody_asked_for_is_told(folder: Path) -> None:
    found = quality.unknown_columns(open_snapshot(folder)).iloc[0]
    assert (found["unknown_column"], found["count_files"]) == ("colour", 1)


def test_what_is_not_understood_is_listed(folder: Path) -> None:

    snapshot, period = open_snapshot(folder), Selection(date(2026, 11, 1), date(2026, 11, 20))
    found = quality.unclassified_signatures(snapshot, period, 20)
    assert found[["error_code", "count_failures"]].to_numpy().tolist() == [["E3", 1]]
    kinds = quality.decided_by_kind(snapshot, period).set_index("evidence")["count_failures"]
    assert kinds.to_dict() == {"rule": 3, "nothing": 1}
    other = Selection(period.from_on, period.to_on, platform=("p",))
    assert quality.unclassified_signatures(snapshot, other, 20).empty
    assert quality.unclassified_daily(snapshot, other)["count_failures"].sum() == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_and_audit_has_words(language: str) -> None:
    say = text(language)
    named = {rule for form in ("events", "attempts") for rule in re.findall(r"THEN '(\w+)'", broken_rule_sql(form))}
    assert [
        rule
        for rule in named | LINE_RULES
        if not all(say.has(f"rule.{rule}.{part}") for part in ("name", "why", "fix"))
    ] == []
    assert [name for name in sql_names("audits") if not say.has(f"audit.{name}")] == []


def test_an_unknown_rule_keeps_its_id() -> None:
    view = SimpleNamespace(say=text("en"))
    assert rule_text(view, "moon_too_full", "name") == "moon_too_full"
    assert "no words" in rule_text(view, "moon_too_full", "why")


def test_a_log_without_a_fault_says_so(open_app, tmp_path: Path) -> None:
    rows = ("2026-11-01T10:00Z,termination.requested,w1,p,1,r1", "2026-11-01T10:01Z,termination.succeeded,w1,p,2,r1")
    folder = load_rows(tmp_path, rows, "occurred_at,event_type,wallet_id,platform,event_id,request_id")
    app = open_app(folder, "data", lang="en", period="7d")
    assert not app.exception
    said = " ".join(markdown.value for markdown in app.markdown)
    for sentence in ("No row was refused.", "Every column of the logs is mapped.", "Every failure has a cause."):
        assert sentence in said
    assert shown(app)["Failures without a cause"] == "–"  # no failure at all: not known, never 0 %


def test_a_hostile_platform_is_only_text(open_app, tmp_path: Path) -> None:
    rows = (
        "2026-11-01T10:00Z,termination.requested,w1,<b>x</b>[a](http://b),1,r1",
        "2026-11-01T10:01Z,termination.failed,w1,<b>x</b>[a](http://b),2,r1,E1,<script>x</script>",
    )
    app = open_app(load_rows(tmp_path, rows), "data", lang="en", period="7d")
    assert not app.exception
    assert not any("<b>" in element.value or "[a](http" in element.value for element in [*app.markdown, *app.caption])


def test_quiet_days_are_those_far_below_the_platforms_own_median() -> None:
    # Median of the finished days 10, 10, 1 is 10; 1 < 20 % of it. The last day is unfinished: never judged.
    days = pd.DataFrame({"occurred_on": DAYS, "platform": "p", "count_events": [10, 10, 1, 0]})
    assert quiet_days(days, DAYS[3])["occurred_on"].tolist() == [DAYS[2]]
    none = days.assign(count_events=[0, 0, 5, 0])  # no event at all is quiet, whatever the median
    assert quiet_days(none, DAYS[3])["occurred_on"].tolist() == list(DAYS[:2])


def test_each_platform_has_a_row_of_its_own() -> None:
    days = pd.concat(
        pd.DataFrame({"occurred_on": DAYS, "platform": name, "count_events": [5, 0, 5, 1]})
        for name in ("<b>a</b>", "c")
    )
    figure = volume_by_platform(days, {"events": "events", "quiet": "quiet"}, DAYS[3])
    assert [note.text for note in figure.layout.annotations] == ["<b>&lt;b&gt;a&lt;/b&gt;</b>", "<b>c</b>"]
    assert [list(trace.x) for trace in figure.data if trace.type == "scatter"] == [[DAYS[1]], [DAYS[1]]]
    assert list(figure.data[0].marker.opacity) == [0.85, 0.85, 0.85, 0.3]


def test_the_share_without_a_cause_leaves_the_unfinished_day_out() -> None:
    daily = pd.DataFrame({"requested_on": DAYS[:2], "count_unclassified": [1, 3], "count_failures": [4, 3]})
    line = unclassified_over_time(daily, {"share": "s", "interval": "i"}, DAYS[1]).data[2]
    assert (list(line.y), list(line.customdata)) == ([0.25], ["1 / 4"])


def test_kinds_of_evidence_are_in_a_fixed_order() -> None:
    kinds = pd.DataFrame({"evidence": ["nothing", "rule", "code"], "count_failures": [1, 6, 3]})
    bars = evidence_shares(kinds, {"nothing": "N", "rule": "R", "code": "C"}).data[0]
    assert list(bars.y) == ["N", "R", "C"]  # plotly draws from below
    assert list(bars.text) == [" 1 (10.0%)", " 6 (60.0%)", " 3 (30.0%)"]
