"""The page of causes, each number against rows one can add in the head."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from logged_rows import load_rows
from streamlit.testing.v1 import AppTest

from dashboards.queries import Selection, Snapshot, arrivals, blockers, breakdown, signatures
from dashboards.text import LANGUAGES, text
from warehouse import open_snapshot

BALANCE, TIMEOUT, LOAN = "pp_balance_not_zero", "tf_network_timeout", "lr_loan_outstanding"
SAID = {
    BALANCE: "E2,余额不为零",
    TIMEOUT: "E1,Network timeout",
    LOAN: "E3,贷款未结清",
}
HOSTILE = "E9,<b>bold</b> :blue[x] =1+1"


def attempt(wallet: str, day: str, said: str | None, hour: int = 10, platform: str = "p") -> Iterator[str]:
    """A request and, a minute later, its decision: failed by what is said, or succeeded."""
    request = f"{wallet}-{day}-{hour}"
    yield f"2026-{day}T{hour}:00Z,termination.requested,{wallet},{platform},{request}a,{request}"
    outcome = "failed" if said else "succeeded"
    yield f"2026-{day}T{hour}:01Z,termination.{outcome},{wallet},{platform},{request}b,{request},{said or ''}"


# 4 days before (7 to 10 November) and 4 finished days of the period (11 to 14); the 15th is unfinished.
# Before: 12 time-outs of 40 decided. Now: 20 balances, 2 time-outs of 40 decided. On the 15th: 1 loan of 1.
# The one failure of 20 October is of a message that comes back on the 12th; that of 8 September is gone for good.
def rows() -> Iterator[str]:
    yield from attempt("old", "09-08", HOSTILE)
    yield from attempt("back", "10-20", "E5,人脸核验失败")
    for number in range(40):
        day = f"11-{7 + number % 4:02}"
        yield from attempt(f"b{number}", day, SAID[TIMEOUT] if number < 12 else None)
    for number in range(40):
        day = f"11-{11 + number % 4}"
        said = SAID[BALANCE] if number < 20 else SAID[TIMEOUT] if number < 22 else None
        yield from attempt(f"n{number}", day, said)
    # Blockers one after another: n0 to n5 of the balance (11 to 14) meet a time-out the same day at noon ...
    for number in range(6):
        yield from attempt(f"n{number}", f"11-{11 + number % 4}", SAID[TIMEOUT], hour=12)
    # ... and the last day is not finished.
    yield from attempt("n39", "11-15", SAID[LOAN])
    yield from attempt("back", "11-12", "E5,人脸核验失败")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("causes"), tuple(rows()))


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    return open_snapshot(folder)


PERIOD = Selection(date(2026, 11, 11), date(2026, 11, 15))
FINISHED = Selection(date(2026, 11, 11), date(2026, 11, 14))
COMPARED = (FINISHED, FINISHED.earlier(4))
ADDRESS = {"from": "2026-11-11", "to": "2026-11-15"}


def by(frame: pd.DataFrame, *keys: str) -> dict:
    return {tuple(row[key] for key in keys) if keys[1:] else row[keys[0]]: row for row in frame.to_dict("records")}


def table_with(app: AppTest, column: str) -> pd.DataFrame:
    """The table that has the column: AppTest knows no key of one that nothing is selected in."""
    return next(frame.value for frame in app.dataframe if column in frame.value)


def test_a_sub_cause_has_its_rate_interval_share_and_wallets(snapshot: Snapshot) -> None:
    found = by(breakdown.cause_breakdown(snapshot, PERIOD, COMPARED), "cause")
    # Decided: 40 + 6 at noon + 1 face check + 1 on the 15th = 48. Failed: 20 + 8 + 1 + 1 = 30.
    balance = found[BALANCE]
    assert (balance["count_failures"], balance["count_decided"], balance["count_wallets"]) == (20, 48, 20)
    assert balance["rate"] == pytest.approx(20 / 48)
    assert (balance["low"], balance["high"]) == pytest.approx((0.28848, 0.55717), abs=1e-4)  # Wilson, 20 of 48
    assert balance["share"] == pytest.approx(20 / 30)
    assert not balance["is_small"]
    assert (found[TIMEOUT]["count_failures"], found[TIMEOUT]["count_wallets"]) == (8, 8)  # 2 + 6 at noon
    assert sum(row["share"] for row in found.values()) == pytest.approx(1)


def test_the_change_leaves_the_unfinished_day_out(snapshot: Snapshot) -> None:
    found = by(breakdown.cause_breakdown(snapshot, PERIOD, COMPARED), "cause")
    # Finished days: 47 decided, 8 time-outs. Before: 40 decided, 12 time-outs.
    timeout = found[TIMEOUT]
    assert (timeout["failures_current"], timeout["failures_previous"]) == (8, 12)
    assert timeout["difference"] == pytest.approx(8 / 47 - 12 / 40)
    assert timeout["difference_low"] < timeout["difference"] < timeout["difference_high"]
    assert found[LOAN]["failures_current"] == 0  # it failed on the 15th alone


def test_without_a_comparison_the_change_is_not_known(snapshot: Snapshot) -> None:
    found = breakdown.cause_breakdown(snapshot, PERIOD)
    assert found[["difference", "failures_previous", "failures_current"]].isna().all(axis=None)
    assert by(found, "cause")[BALANCE]["count_failures"] == 20


def test_small_samples_are_marked_and_stand_last(snapshot: Snapshot) -> None:
    found = breakdown.cause_breakdown(snapshot, PERIOD, COMPARED)
    assert found["cause"].tolist()[0] == BALANCE
    assert found["is_small"].tolist() == [False, True, True, True]  # 20, then 8, 1 and 1 failures: below 10


def test_a_cause_filter_keeps_the_denominator(snapshot: Snapshot) -> None:
    policy = Selection(PERIOD.from_on, PERIOD.to_on, category=("platform_policy",))
    found = breakdown.category_breakdown(snapshot, policy, COMPARED)
    assert found["cause_category"].tolist() == ["platform_policy"]
    assert (found["count_failures"].iloc[0], found["count_decided"].iloc[0]) == (20, 48)


def test_the_leaderboard_by_failures_and_by_change(snapshot: Snapshot) -> None:
    board = signatures.signature_board(snapshot, PERIOD, COMPARED)
    assert board["error_code"].tolist()[:2] == ["E2", "E1"]  # 20, 8
    assert sorted(board["error_code"].tolist()[2:]) == ["E3", "E5"]  # 1, 1
    assert board["failures_daily"].iloc[0].tolist() == [5, 5, 5, 5]  # 20 over 11 to 14 November
    timeout = by(board, "error_code")["E1"]
    # 8 now against 12 / 40 of 47 decided: 8 - 14.1
    assert timeout["excess_failures"] == pytest.approx(8 - 12 / 40 * 47)
    assert timeout["excess_low"] < timeout["excess_failures"] < timeout["excess_high"]
    assert (timeout["count_wallets"], list(timeout["platforms"])) == (8, ["p"])
    changed = signatures.signature_board(snapshot, PERIOD, COMPARED, is_by_change=True)
    assert changed["error_code"].tolist()[:2] == ["E2", "E1"]  # +20, -6.1; E5 (1) and E3 (0) are too rare to rank
    assert changed["is_rare"].tolist() == [False, False, True, True]


@pytest.mark.parametrize(
    ("phrase", "codes"), [("e2", ["E2"]), ("余额", ["E2"]), ("TIMEOUT", ["E1"]), ("' OR 1=1", []), ("%", [])]
)
def test_the_search_looks_into_code_and_template(snapshot: Snapshot, phrase: str, codes: list[str]) -> None:
    board = signatures.signature_board(snapshot, PERIOD, COMPARED, phrase=phrase)
    assert board["error_code"].tolist() == codes
    assert board["count_matching"].tolist() == [1] * len(codes)


def test_what_is_new_back_and_gone(snapshot: Snapshot) -> None:
    # The log begins on 8 September. E2 and E3 are first seen in the period. E5: 20 October, then 12 November.
    found = arrivals.arrivals(snapshot, PERIOD, date(2026, 9, 8), date(2026, 11, 14))
    told = found[found["kind"] == "signature"].set_index("error_code")
    assert told.index[told["is_new"]].tolist() == ["E2", "E3"]
    assert told.index[told["is_back"]].tolist() == ["E5"]
    # 21 October to 11 November: 22 silent days; 2 failures over the 68 days of 8 September to 14 November.
    assert told.loc["E5", "silent_days"] == 22
    assert told.loc["E5", "expected_in_silence"] == pytest.approx(2 * 22 / 68)
    assert not told["is_gone"].any()  # that of 8 September was not seen in the 5 days before the period either
    assert found.loc[found["kind"] == "cause", "count_new"].iloc[0] == 2


def test_a_long_period_sees_what_is_gone(snapshot: Snapshot) -> None:
    # 35 days to 15 November: 12 October on, and the 35 days before it hold 8 September.
    period = Selection(date(2026, 10, 12), date(2026, 11, 15))
    found = arrivals.arrivals(snapshot, period, date(2026, 9, 8), date(2026, 11, 14))
    gone = found[found["is_gone"] & (found["kind"] == "signature")]
    assert gone["error_code"].tolist() == ["E9"]
    assert gone["silent_days"].tolist() == [67]  # 8 September to 14 November
    assert gone["count_failures"].tolist() == [0]


def test_a_young_log_has_nothing_new(snapshot: Snapshot) -> None:
    found = arrivals.arrivals(snapshot, PERIOD, PERIOD.from_on - timedelta(days=1), date(2026, 11, 14))
    assert not found["is_new"].any()


def test_pairs_are_counted_against_independence(snapshot: Snapshot) -> None:
    # Cases first requested in the period: 40 of n, and n39 again after its success. That of "back" is October's.
    # Balance 20, time-outs 2 + 6, both 6: expected 20 x 8 / 41, lift 6 / that.
    pairs = by(blockers.cause_pairs(snapshot, PERIOD), "cause", "other_cause")
    both = pairs[(BALANCE, TIMEOUT)]
    assert (both["count_cases"], both["cases_of_cause"], both["cases_of_other"]) == (6, 20, 8)
    assert (both["expected"], both["lift"]) == pytest.approx((160 / 41, 246 / 160))
    # Garwood's interval of 6: 2.20189 to 13.05948, over what is expected.
    limits = (2.20189 * 41 / 160, 13.05948 * 41 / 160)
    assert (both["lift_low"], both["lift_high"]) == pytest.approx(limits, abs=1e-4)
    assert not both["is_small"]
    assert len(pairs) == 1


def test_the_next_cause_has_its_share_and_days(snapshot: Snapshot) -> None:
    found = blockers.next_causes(snapshot, PERIOD).to_dict("records")
    assert len(found) == 1
    row = found[0]
    assert (row["first_cause"], row["next_cause"]) == (BALANCE, TIMEOUT)
    assert (row["count_cases"], row["cases_of_first"], row["share"]) == (6, 20, 0.3)
    assert row["median_days"] == pytest.approx(2 / 24)  # 10:01 to 12:01
    assert row["is_small"]  # 20 cases began with it: below 30


def test_a_cause_filter_keeps_the_counts_of_pairs(snapshot: Snapshot) -> None:
    timeouts = Selection(PERIOD.from_on, PERIOD.to_on, cause=(TIMEOUT,))
    assert blockers.cause_pairs(snapshot, timeouts)["count_cases"].tolist() == [6]
    assert blockers.next_causes(snapshot, timeouts).empty  # no case began with a time-out and met another cause
    loans = Selection(PERIOD.from_on, PERIOD.to_on, cause=(LOAN,))
    assert blockers.cause_pairs(snapshot, loans).empty


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_its_numbers(open_app, folder: Path, language: str) -> None:
    say = text(language)
    app = open_app(folder, "causes", lang=language, **ADDRESS)
    assert not app.exception
    assert app.metric[0].value == "41.67%"  # platform policy: 20 / 48
    titles = [markdown.value for markdown in app.markdown]
    assert [name for name in CARDS if f"**{say(f'card.causes_{name}')}**" not in titles] == []
    shown = table_with(app, "safe_text")
    assert shown["count_failures"].tolist() == [20, 8, 1, 1]
    assert shown["interval"].iloc[0] == "28.85% – 55.72%"
    assert shown["is_small"].tolist() == ["", *[say("causes.small")] * 3]
    assert any(say("causes.no_next") in value for value in titles)  # 20 cases are too few for the matrix


def test_one_chosen_cause_has_its_owner_and_customer_text(open_app, folder: Path) -> None:
    app = open_app(folder, "causes", lang="en", cause=LOAN, **ADDRESS)
    shown = " ".join(markdown.value for markdown in app.markdown)
    assert "Owner: **Legal and compliance**" in shown
    assert text("en")("causes.safe_zh") in shown


def test_the_search_and_the_order_are_in_the_address(open_app, folder: Path) -> None:
    app = open_app(folder, "causes", lang="en", q="余额", sort="change", **ADDRESS)
    assert table_with(app, "failures_daily")["error_code"].tolist() == ["E2"]
    app.text_input(key="causes_q").set_value("nothing like it").run()
    assert app.query_params["q"] == "nothing like it"
    assert any(text("en")("causes.no_signature") in markdown.value for markdown in app.markdown)
    app.button_group(key="causes_sort").set_value("count").run()
    assert "sort" not in app.query_params


def test_a_signature_opens_and_closes(open_app, folder: Path, snapshot: Snapshot) -> None:
    known = signatures.signature_board(snapshot, PERIOD, COMPARED, phrase="E2")["signature_id"].iloc[0]
    app = open_app(folder, "causes", lang="en", signature=known, **ADDRESS)
    assert [code.value for code in app.code] == ["余额不为零"]
    next(button for button in app.button if button.label == "Close").click().run()
    assert "signature" not in app.query_params
    assert not app.code


def test_log_text_is_never_markup(open_app, folder: Path, snapshot: Snapshot) -> None:
    everything = Selection(date(2026, 9, 8), date(2026, 11, 15))
    known = signatures.signature_board(snapshot, everything, phrase="E9").iloc[0]
    app = open_app(folder, "causes", lang="en", signature=known["signature_id"], period="all")
    assert not app.exception
    assert app.code[0].value == known["template"]
    assert not any("<b>" in markdown.value for markdown in app.markdown)
    app = open_app(folder, "causes", lang="en", signature="<b>x</b>", q="[a](http://b)", **ADDRESS)
    assert not app.exception
    assert any("\\<b\\>" in markdown.value for markdown in app.markdown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rows_are_an_answer(open_app, folder: Path, language: str) -> None:
    app = open_app(folder, "causes", lang=language, **{"from": "2026-01-01", "to": "2026-01-31"})
    assert not app.exception
    assert any(text(language)("state.nothing") in markdown.value for markdown in app.markdown)
    # Attempts, but no failure that the filter leaves.
    app = open_app(folder, "causes", lang=language, cause="pp_fee_or_term_unmet", **ADDRESS)
    assert not app.exception
    assert any(text(language)("causes.no_pairs") in markdown.value for markdown in app.markdown)


CARDS = ("categories", "rates", "table", "arrivals", "signatures", "pairs", "next")


def test_the_menus_hold_definition_sql_and_exports(open_app, folder: Path) -> None:
    app = open_app(folder, "causes", lang="en", **ADDRESS)
    for name in CARDS:
        app.session_state[f"menu_causes_{name}"] = True
    app.run()
    assert not app.exception
    shown = {markdown.value for markdown in app.markdown}
    assert [name for name in CARDS if text("en")(f"definition.causes_{name}") not in shown] == []
    assert len(app.get("download_button")) == 3 * len(CARDS)
    assert len([code for code in app.code if "-- one row per" in code.value]) == len(CARDS)
