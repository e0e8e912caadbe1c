"""The change card: which days, which platforms, which numbers; against rows one can add in the head."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from logged_rows import HEADER, load_rows
from streamlit.testing.v1 import AppTest

from dashboards.queries import Selection, Snapshot, policy_change
from dashboards.text import LANGUAGES, text
from warehouse import open_snapshot

BALANCE, LOAN = "E2,余额不为零,,,", "E3,贷款未结清,,,"
FIRST, CHANGED = date(2026, 10, 4), date(2026, 11, 1)


def attempt(wallet: str, day: date, platform: str, said: str | None, channel: str = "app") -> Iterator[str]:
    at, request = f"{day.isoformat()}T10", f"{wallet}-{day}"
    yield f"{at}:00Z,termination.requested,{wallet},{platform},{request}a,{request},,,,,{channel}"
    told = f"failed,{wallet},{platform},{request}b,{request},{said}{channel}"
    yield f"{at}:01Z,termination.{told if said else f'succeeded,{wallet},{platform},{request}b,{request}'}"


def platform_days(platform: str, before: int, after: int, days: int = 42, channel: str = "app") -> Iterator[str]:
    """Ten attempts a day from FIRST on, of which `before` fail until the change and `after` from it on."""
    for number in range(days):
        day = FIRST + timedelta(days=number)
        failed = after if day >= CHANGED else before
        for place in range(10):
            said = BALANCE if place < failed else None
            yield from attempt(f"{platform}{number}-{place}", day, platform, said, channel)


def operation(at: str, kind: str, platform: str, number: int, message: str = "") -> str:
    return f"{at}Z,operations.{kind},,{platform},op{number},,,{message}"


# Four weeks before 1 November and two after; the log stops on 15 November, which is unfinished.
# p fails 2 and then 5 of 10, q 1 and then 2, r (a policy change of its own on the 3rd) 3 and then 9.
def rows() -> Iterator[str]:
    yield from platform_days("p", 2, 5)
    yield from platform_days("q", 1, 2)
    yield from platform_days("r", 3, 9)
    yield from attempt("late", date(2026, 11, 15), "p", LOAN)
    yield operation("2026-11-01T00:00", "policy_changed", "p", 1, "Balance <b>must</b> be zero")
    yield operation("2026-11-03T00:00", "policy_changed", "r", 2, "another rule")
    yield operation("2026-11-05T10:00", "release", "p", 3, "[x](http://y) 1.2")
    yield operation("2026-10-30T10:00", "release", "q", 4, "2.0")
    yield operation("2026-10-30T10:00", "maintenance", "q", 5, "night")
    yield operation("2026-11-13T10:00", "configuration_changed", "q", 6, "too late for a week")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("change"), tuple(rows()))


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    return open_snapshot(folder)


DAYS = Selection(date(2026, 10, 18), date(2026, 11, 14))


def shown(app: AppTest) -> str:
    return "\n".join(markdown.value for markdown in app.markdown)


def table_with(app: AppTest, column: str) -> pd.DataFrame:
    return next(frame.value for frame in app.dataframe if column in frame.value)


def event_of(snapshot: Snapshot, platform: str, kind: str) -> str:
    found = policy_change.changes_listed(snapshot)
    return str(found.loc[(found["platform"] == platform) & (found["kind"] == kind), "event_id"].iloc[0])


def test_changes_are_listed_without_maintenance(snapshot: Snapshot) -> None:
    found = policy_change.changes_listed(snapshot)
    assert found["kind"].tolist() == ["configuration_changed", "release", *["policy_changed"] * 2, "release"]
    assert found["platform"].tolist() == ["q", "p", "r", "p", "q"]


def test_counts_by_day_cause_and_segment(snapshot: Snapshot) -> None:
    decided = policy_change.decided_on(snapshot, DAYS)
    assert decided.groupby("platform")[["count_failures", "count_decided"]].sum().loc["p"].tolist() == [98, 280]
    failed = policy_change.failures_on(snapshot, DAYS)
    assert failed.groupby("group")["count_failures"].sum().to_dict() == {"pp_balance_not_zero": 98 + 42 + 168}
    segments = policy_change.segments_on(snapshot, DAYS, "channel")
    assert segments["group"].unique().tolist() == ["app"]
    assert segments[["count_failures", "count_decided"]].sum().tolist() == [308, 840]
    assert policy_change.segments_on(snapshot, DAYS, "region").empty  # none is stated
    balances = Selection(DAYS.from_on, DAYS.to_on, cause=("pp_balance_not_zero",), os=("x",))
    assert policy_change.segments_on(snapshot, balances, "version").empty
    cases = policy_change.cases_on(snapshot, DAYS)
    assert cases.groupby("platform")[["count_failures", "count_decided"]].sum().loc["q"].tolist() == [42, 280]


def test_wallets_that_come_back_are_squared(tmp_path: Path) -> None:
    # p: a fails on two days before and comes back after, b fails once: f f beyond its days is 2 x 2 - 2 = 2 before.
    days = [CHANGED - timedelta(days=2), CHANGED - timedelta(days=1), CHANGED]
    held = [row for day in days for row in attempt("a", day, "p", BALANCE)]
    snapshot = open_snapshot(load_rows(tmp_path, (*held, *attempt("b", days[0], "p", LOAN))))
    found = policy_change.repeats_on(snapshot, Selection(days[0], days[-1]), CHANGED, 1)
    assert found["is_after"].tolist() == [False, True]
    assert found[["failures", "decided", "failures_squared"]].values.tolist() == [[3, 3, 2], [1, 1, 0]]
    assert found[["decided_squared", "failures_times_decided"]].values.tolist() == [[2, 2], [0, 0]]


def test_a_cause_filter_keeps_the_cases_below(snapshot: Snapshot) -> None:
    loans = Selection(date(2026, 11, 14), date(2026, 11, 15), cause=("lr_loan_outstanding",))
    cases = policy_change.cases_on(snapshot, loans).groupby("platform")[["count_failures", "count_decided"]].sum()
    assert cases.loc["p"].tolist() == [1, 11]
    assert cases.loc["q"].tolist() == [0, 10]


def test_the_card_compares_whole_weeks_with_those_that_did_not_change(open_change, folder: Path) -> None:
    app = open_change(folder, lang="en", change_weeks="2", platform="p")
    assert not app.exception
    assert any("2 whole weeks before (18 Oct – 31 Oct) and after (1 Nov – 14 Nov)" in one.value for one in app.caption)
    measures = table_with(app, "against_in_points")
    # p: 28 of 140, then 70 of 140; the loan of the unfinished day is in neither.
    assert measures["before"].iloc[0].startswith("20.0% (28 / 140;")
    assert measures["after"].iloc[0].startswith("50.0% (70 / 140;")
    # q rose by 10 points and r is left out: 30 - 10.
    assert "▲ +20.00 (" in measures["against_in_points"].iloc[0]
    said = shown(app)
    assert "Against q in the same weeks: **+20.00 pp**" in said
    assert "because of a policy change of their own in these weeks: r" in said
    assert "nothing speaks against parallel trends" in said
    assert "Also on this platform in these weeks (1): 5 Nov Release" in said
    assert "compared with, in these weeks: 2." in said  # release and configuration of q; its maintenance is neither
    assert "<b>" not in said
    assert "](http" not in said


def test_the_newest_policy_change_with_a_week_on_both_sides_comes_first(open_change, folder: Path) -> None:
    app = open_change(folder, lang="en")
    picked = app.selectbox(key="policy_change_pick")
    assert [option.split(" · ")[2] for option in picked.options] == [
        *["Policy change"] * 2,
        "Configuration change",
        *["Release"] * 2,
    ]
    assert picked.options[0].startswith("3 Nov 2026 · r")
    app.selectbox(key="policy_change_pick").set_value(picked.value).run()
    assert "**r**" in shown(app)


def test_the_address_names_change_weeks_and_segment(open_change, folder: Path, snapshot: Snapshot) -> None:
    event_id = event_of(snapshot, "p", "policy_changed")
    app = open_change(folder, lang="en", change=event_id, change_weeks="1", change_by="os")
    assert "**p**" in shown(app)
    assert any("One whole week before (25 Oct – 31 Oct)" in one.value for one in app.caption)
    assert "cannot be tested" in shown(app)
    assert "states it in these weeks" in shown(app)
    app.button_group(key="policy_change_by").set_value("channel").run()
    assert table_with(app, "segment")["segment"].tolist() == ["App"]
    assert "change_by" not in app.query_params
    app.button_group(key="policy_change_weeks").set_value(2).run()
    assert app.query_params["change_weeks"] in ("2", ["2"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nonsense_in_the_address_is_named(open_change, folder: Path, language: str) -> None:
    app = open_change(folder, lang=language, change="<b>x</b>", change_weeks="999", change_by="; DROP")
    assert not app.exception
    assert len(app.warning) == 3
    assert not any("<b>" in warning.value for warning in app.warning)
    assert "**r**" in shown(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_without_a_week_around_it_says_so(
    open_change, folder: Path, snapshot: Snapshot, language: str
) -> None:
    app = open_change(folder, lang=language, change=event_of(snapshot, "q", "configuration_changed"))
    assert not app.exception
    assert text(language)("policy_change.no_week") in shown(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_attempt_that_the_filters_leave_says_so(open_change, folder: Path, language: str) -> None:
    app = open_change(folder, lang=language, channel="web")
    assert not app.exception
    # The only channel is app, so the address's is refused and all rows stay. A cause none failed by leaves zeros.
    app = open_change(folder, lang=language, cause="pp_fee_or_term_unmet")
    assert not app.exception
    assert "0.0%" in table_with(app, "against_in_points")["before"].iloc[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_platform_alone_has_nothing_to_be_compared_with(
    open_change, tmp_path: Path, language: str
) -> None:
    alone = (*platform_days("p", 2, 5), operation("2026-11-01T00:00", "policy_changed", "p", 1, "rule"))
    app = open_change(load_rows(tmp_path, alone), lang=language)
    assert not app.exception
    assert text(language)("policy_change.no_others") in shown(app)
    assert table_with(app, "against_in_points")["against_in_points"].tolist() == ["–", "–"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clause_of_the_ledger_names_its_own_cause(open_change, tmp_path: Path, language: str) -> None:
    # AUR-3.1 is about the balance: 2 of 10 fail by it before and 5 after, on the other 1 and 1.
    change = f"{operation('2026-11-01T00:00', 'policy_changed', 'aurora', 1, 'rule')},,,,,AUR-3.1"
    log = (*platform_days("aurora", 2, 5), *platform_days("q", 1, 1), change)
    app = open_change(load_rows(tmp_path, log, f"{HEADER},policy_clause"), lang=language, change_weeks="2")
    assert not app.exception
    said = next(line for line in shown(app).split("\n") if ":material/gavel:" in line)
    assert "20.0%" in said
    assert "50.0%" in said
    assert "**+30.00" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_log_without_changes_says_so(open_change, tmp_path: Path, language: str) -> None:
    app = open_change(load_rows(tmp_path, tuple(attempt("w", FIRST, "p", BALANCE))), lang=language)
    assert not app.exception
    assert text(language)("policy_change.no_changes") in shown(app)


@pytest.fixture
def open_change(monkeypatch: pytest.MonkeyPatch):
    """The card alone, under the frame."""

    def opened(folder: Path, **address: str) -> AppTest:
        monkeypatch.setenv("TERMINATION_WAREHOUSE", str(folder))
        app = AppTest.from_function(page_of_the_card, default_timeout=60)
        for key, value in address.items():
            app.query_params[key] = value
        return app.run()

    return opened


def page_of_the_card() -> None:
    from dashboards import frame
    from dashboards.pages import policy_change

    frame.serve([frame.Page("causes", policy_change.show_change, ":material/rule:")])
