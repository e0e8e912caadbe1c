"""The review page's numbers, each against rows one can add in the head."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from logged_rows import load_rows

from dashboards.pages.review_queue import digest
from dashboards.queries import Selection, Snapshot, review
from warehouse import open_snapshot

BALANCE = "E2,余额不为零"
ODD = "Z{n},zqxj wvkk"  # no rule, no code and no model knows it
WEEKS = [date(2026, 10, 5 + 7 * n) for n in range(4)] + [date(2026, 11, 2)]
FIVE_WEEKS = Selection(WEEKS[0], date(2026, 11, 8))


def failed(wallet: str, day: date, said: str, platform: str) -> Iterator[str]:
    """A request and, a minute later, its failure."""
    request = f"{wallet}-{day}"
    yield f"{day}T10:00Z,termination.requested,{wallet},{platform},{request}a,{request}"
    yield f"{day}T10:01Z,termination.failed,{wallet},{platform},{request}b,{request},{said}"


# Five weeks from Monday, 5 October; the log stops on Tuesday, 10 November.
# p: 10 failures a week, none odd; in the newest week 40, half of them odd (Z0). q: 10 a week, one of them odd (Z1);
# in the newest week 40, 4 of them odd. The odd ones of q are all of one wallet, those of p each of another.
def rows() -> Iterator[str]:
    for week, day in enumerate(WEEKS):
        count = 40 if week == 4 else 10
        for number in range(count):
            is_odd = week == 4 and number < 20
            yield from failed(f"p{week}-{number}", day, ODD.format(n=0) if is_odd else BALANCE, "p")
        for number in range(count):
            is_odd = number < count / 10
            wallet = "q" if is_odd else f"q{week}-{number}"
            yield from failed(wallet, day + timedelta(days=number % 7), ODD.format(n=1) if is_odd else BALANCE, "q")
    yield from failed("late", date(2026, 11, 10), BALANCE, "q")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("review"), tuple(rows()))


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    return open_snapshot(folder)


def queue(snapshot: Snapshot, **asked: object) -> pd.DataFrame:
    found: pd.DataFrame = review.review_queue(snapshot, FIVE_WEEKS, date(2026, 11, 8), **asked)
    return found


def test_the_figures_add_up(snapshot: Snapshot) -> None:
    # 2 platforms x (4 x 10 + 40) = 160 failures; odd: 20 of p, 4 x 1 + 4 of q = 28.
    counts = review.review_totals(snapshot, FIVE_WEEKS, below=0.0).iloc[0]
    assert (counts["count_failures"], counts["count_unclassified"], counts["count_reviewed"]) == (160, 28, 0)
    assert (counts["count_signatures"], counts["signatures_unclassified"]) == (3, 2)
    assert counts["count_doubtful"] == 0  # no confidence is below 0
    assert review.review_totals(snapshot, FIVE_WEEKS, below=1.01)["count_doubtful"].iloc[0] == 132  # all with a cause


def test_a_threshold_is_a_strict_one(snapshot: Snapshot) -> None:
    sure = snapshot.query("SELECT confidence FROM signatures WHERE cause = 'pp_balance_not_zero'")["confidence"].iloc[0]
    assert review.review_totals(snapshot, FIVE_WEEKS, below=sure)["count_doubtful"].iloc[0] == 0
    assert "E2" in queue(snapshot, below=sure + 0.001)["error_code"].tolist()


def test_the_queue_is_ranked_by_failures_or_by_wallets(snapshot: Snapshot) -> None:
    found = queue(snapshot, below=0.1)
    assert found["error_code"].tolist() == ["Z0", "Z1"]
    assert found["count_failures"].tolist() == [20, 8]
    assert found["count_wallets"].tolist() == [20, 1]
    assert (found["count_matching"].iloc[0], found["failures_matching"].iloc[0]) == (2, 28)
    assert [list(names) for names in found["platforms"]] == [["p"], ["q"]]
    by_wallets = queue(snapshot, below=1.01, is_by_wallets=True)
    # Balance: 132 failures of wallets that failed once each.
    assert by_wallets["error_code"].tolist() == ["E2", "Z0", "Z1"]
    assert by_wallets["count_wallets"].tolist() == [132, 20, 1]


def test_a_wallet_is_counted_once_in_the_period(snapshot: Snapshot) -> None:
    # The wallet of q failed before the newest week too: its first day within the week counts.
    week = Selection(date(2026, 11, 2), date(2026, 11, 8))
    found = review.review_queue(snapshot, week, date(2026, 11, 8), below=0.1)
    assert dict(zip(found["error_code"], found["count_wallets"], strict=True)) == {"Z0": 20, "Z1": 1}
    assert dict(zip(found["error_code"], found["count_failures"], strict=True)) == {"Z0": 20, "Z1": 4}


def test_the_trend_is_of_days_or_weeks_and_adds_up(snapshot: Snapshot) -> None:
    days = queue(snapshot, below=0.1).set_index("error_code")["trend"]
    assert len(days["Z0"]) == 35
    assert (sum(days["Z0"]), days["Z0"][28]) == (20, 20)  # Monday of the fifth week
    long = Selection(date(2026, 9, 7), date(2026, 11, 8))  # 63 days: 9 weeks
    weeks = review.review_queue(snapshot, long, date(2026, 11, 8), below=0.1).set_index("error_code")["trend"]
    assert weeks["Z1"].tolist() == [0, 0, 0, 0, 1, 1, 1, 1, 4]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"is_unclassified": True}, ["Z0", "Z1"]),
        ({"is_unclassified": False}, ["E2"]),
        ({"phrase": "ZQXJ"}, ["Z0", "Z1"]),
        ({"phrase": "z1"}, ["Z1"]),
        ({"phrase": "' OR 1=1"}, []),
        ({"phrase": "%"}, []),
        ({"most": 1}, ["E2"]),
    ],
)
def test_the_queue_is_narrowed(snapshot: Snapshot, asked: dict, codes: list[str]) -> None:
    assert queue(snapshot, below=1.01, **asked)["error_code"].tolist() == codes


def test_the_queue_follows_the_filters(snapshot: Snapshot) -> None:
    only_q = Selection(FIVE_WEEKS.from_on, FIVE_WEEKS.to_on, platform=("q",))
    assert review.review_queue(snapshot, only_q, date(2026, 11, 8), below=0.1)["error_code"].tolist() == ["Z1"]
    by_code = Selection(FIVE_WEEKS.from_on, FIVE_WEEKS.to_on, code=("Z1",))
    found = review.review_queue(snapshot, by_code, date(2026, 11, 8), below=0.1)
    assert (found["count_failures"].tolist(), found["count_wallets"].tolist()) == ([8], [1])


def test_weeks_hold_their_failures(snapshot: Snapshot) -> None:
    weeks = review.unclassified_weekly(snapshot, FIVE_WEEKS)
    assert weeks["week_on"].dt.date.unique().tolist() == WEEKS
    newest = weeks[weeks["week_on"] == pd.Timestamp(WEEKS[4])].set_index("platform")
    assert newest["count_unclassified"].to_dict() == {"p": 20, "q": 4}
    assert newest["count_failures"].to_dict() == {"p": 40, "q": 40}


def test_a_platform_drifts_against_the_four_weeks_before(snapshot: Snapshot) -> None:
    found = review.unclassified_drift(snapshot, FIVE_WEEKS).set_index("platform")
    p, q = found.loc["p"], found.loc["q"]
    assert (p["count_current"], p["total_current"], p["count_previous"], p["total_previous"]) == (20, 40, 0, 40)
    assert p["difference"] == pytest.approx(0.5)
    assert p["is_drift"]
    # One of two platforms drifted, so both intervals are at 1 - 0.05 x 1 / 2.
    assert p["confidence"] == pytest.approx(0.975)
    assert (q["count_current"], q["count_previous"], q["is_drift"]) == (4, 4, False)  # 10 % then and now


def test_without_weeks_there_is_no_drift(snapshot: Snapshot) -> None:
    assert review.unclassified_drift(snapshot, Selection(date(2026, 1, 5), date(2026, 2, 8))).empty


def test_samples_are_the_masked_messages(snapshot: Snapshot) -> None:
    ids = tuple(queue(snapshot, below=0.1)["signature_id"])
    found = review.review_samples(snapshot, ids)
    assert sorted(found["count_failures"]) == [8, 20]
    assert set(found["message"]) == {"zqxj wvkk"}
    assert review.review_samples(snapshot, ("nobody",)).empty


def test_similar_signatures_share_pairs_of_characters(snapshot: Snapshot) -> None:
    ids = queue(snapshot, below=0.1).set_index("error_code")["signature_id"]
    found = review.similar_signatures(snapshot, (ids["Z0"],))
    assert found["error_code"].tolist() == ["Z1"]  # the same message under another code
    assert found["similarity"].tolist() == [1.0]
    assert review.similar_signatures(snapshot, tuple(ids)).empty  # the balance is nothing like them


def test_chosen_signatures_count_their_wallets_together_once(snapshot: Snapshot) -> None:
    ids = tuple(queue(snapshot, below=1.01)["signature_id"])
    known = review.review_signatures(snapshot, (*ids, "nobody"))
    # 133 wallets of the balance (with the last day's), 20 of Z0, 1 of Z1; none failed by two of them.
    assert known["count_wallets"].tolist() == [133, 20, 1]
    assert set(known["wallets_together"]) == {154}


def test_examples_of_a_cause_are_sure_ones(snapshot: Snapshot) -> None:
    found = review.cause_examples(snapshot, "pp_balance_not_zero")
    assert set(found["template"]) <= {"余额不为零"}
    assert review.cause_examples(snapshot, "lr_judicial_freeze").empty


@pytest.mark.parametrize("page", ["review", "overview"])
@pytest.mark.parametrize(("language", "told"), [("en", "**rose** to 50.0% (20 of 40)"), ("zh", "**升**至 50.0%")])
def test_a_drift_is_a_finding(open_app, folder: Path, page: str, language: str, told: str) -> None:
    app = open_app(folder, page, lang=language)
    assert not app.exception
    assert any(told in markdown.value for markdown in app.markdown)


def test_rows_are_chosen_by_the_address(open_app, folder: Path, snapshot: Snapshot) -> None:
    ids = queue(snapshot, below=0.1)["signature_id"].tolist()
    app = open_app(folder, "review", lang="en", signature=[ids[1], "nobody"], below="60", kind="unclassified")
    assert not app.exception
    assert any("1 chosen: 8 failures and 1 wallets" in caption.value for caption in app.caption)
    key = f"table_review_queue_{digest(ids)}"
    assert list(app.session_state[key]["selection"]["rows"]) == [1]
    app.session_state[key] = {"selection": {"rows": [0]}}  # as before the browser's back button
    app.run()
    assert not app.exception
    assert list(app.session_state[key]["selection"]["rows"]) == [1]  # the address is the truth


@pytest.mark.parametrize("address", [{"below": "x"}, {"below": "999"}, {"kind": "<b>"}, {"rank": "x"}, {"q": "%"}])
def test_a_bad_value_of_its_own_is_what_a_first_visit_shows(open_app, folder: Path, address: dict) -> None:
    app = open_app(folder, "review", lang="en", **address)
    assert not app.exception
    assert app.slider(key="review_below").value == 80


def test_the_threshold_goes_to_the_address(open_app, folder: Path) -> None:
    app = open_app(folder, "review", lang="en")
    app.slider(key="review_below").set_value(60).run()
    assert app.query_params["below"] in ("60", ["60"])
    app.button_group(key="review_kind").set_value("doubtful").run()
    assert app.query_params["kind"] in ("doubtful", ["doubtful"])
    assert not app.exception


def test_the_classifier_is_confirmed_by_a_click(open_app, folder: Path, snapshot: Snapshot) -> None:
    balance = queue(snapshot, below=1.01).set_index("error_code").loc["E2", "signature_id"]
    app = open_app(folder, "review", lang="en", signature=balance)
    app.button(key="review_agree").click().run()
    assert not app.exception
    assert app.selectbox(key="review_cause").value == "pp_balance_not_zero"
    assert any("Usually worded" in caption.value for caption in app.caption)
    assert not app.button(key="review_preview_decision").disabled
