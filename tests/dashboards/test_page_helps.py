"""What helps, on the resolution page: with nothing, one row, a few that one can count, and the small warehouse."""

from datetime import date
from pathlib import Path

import pytest
from logged_rows import load_rows

from dashboards.queries import Selection, helps
from warehouse import open_snapshot

PERIOD = Selection(date(2026, 11, 1), date(2026, 11, 20))


def failed(day: int, hour: int, wallet: str, event: str) -> tuple[str, str]:
    at = f"2026-11-{day:02}T{hour:02}"
    return (
        f"{at}:00Z,termination.requested,{wallet},p,{event}-r,{event}",
        f"{at}:01Z,termination.failed,{wallet},p,{event}-d,{event},E1,Network timeout",
    )


def succeeded(day: int, hour: int, wallet: str, event: str) -> tuple[str, str]:
    request, decision = failed(day, hour, wallet, event)
    return request, decision.split(",E1")[0].replace("failed", "succeeded")


def asked(day: int, hour: int, wallet: str) -> str:
    return f"2026-11-{day:02}T{hour:02}:30Z,help.contacted,{wallet},p,h-{wallet},,,,,,ch_hotline"


# Each of 8 wallets fails at 10:00 on its day and asks again at 20:00. Of the four that called at 12:30, three get
# through; of the four that did not, one. w9 fails and never comes back; w10 gets through at once, having read up.
CALLERS = [(1, True), (2, True), (3, True), (4, False)]
OTHERS = [(5, True), (6, False), (7, False), (8, False)]
ROWS = (
    *(row for day, _ in CALLERS + OTHERS for row in failed(day, 10, f"w{day}", f"a{day}")),
    *(asked(day, 12, f"w{day}") for day, _ in CALLERS),
    *(row for day, good in CALLERS + OTHERS for row in (succeeded if good else failed)(day, 20, f"w{day}", f"b{day}")),
    *failed(9, 10, "w9", "a9"),
    "2026-11-10T08:00Z,preparation.conditions_viewed,w10,p,p10",
    *succeeded(10, 10, "w10", "a10"),
    *succeeded(20, 10, "w11", "a11"),
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("helps"), ROWS)


def test_success_by_number_and_wait(loaded: Path) -> None:
    now = open_snapshot(loaded)
    attempts = helps.next_attempts(now, PERIOD)
    # First attempts: w10 and w11 of 11. Second ones: 4 of 8, after 9 h 59 min, which is the class of 6 to 24 hours.
    by_number = helps.attempts_by_number(attempts, helps.first_decisions(now, PERIOD))
    assert by_number[["attempt_number", "count_succeeded", "count_decided"]].values.tolist() == [[1, 2, 11], [2, 4, 8]]
    by_wait = helps.success_by(attempts, "wait")
    assert by_wait[["wait", "count_succeeded", "count_decided"]].values.tolist() == [[3, 4, 8]]
    assert by_wait["difference"].isna().all()  # there are no other waits to compare with
    # 9 + 4 failures, of which w9's and the four second ones were followed by nothing.
    assert attempts.loc[attempts["attempt_number"].isna(), "count_failures"].sum() == 5


def test_a_call_compared(loaded: Path) -> None:
    table = helps.steps_compared(open_snapshot(loaded), PERIOD).set_index("step")
    call = table.loc["ch_hotline"]
    # All after the same cause, on one platform, after the same wait: 3 of 4 against 1 of 4.
    assert call[["count", "total", "other_count", "other_total", "left_out"]].tolist() == [3, 4, 1, 4, 0]
    assert (call["share"], call["other_share"], call["difference"]) == (0.75, 0.25, 0.5)
    # Naively: 3 of the 4 waits with a call, 1 of the 9 others: w9's and the four after second failures have no end.
    assert call[["naive_count", "naive_total", "naive_other_count", "naive_other_total"]].tolist() == [3, 4, 1, 9]
    assert call["is_small"]
    assert not call["is_misleading"]
    # Rates in the band from 8 to 16 hours since the failure, where all requests fall: with 3 in 4 * 1 h 59 min; without
    # 1 in 4 * 1 h 59 min and 5 * 8 h, for those without an end waited through it (none is younger than that).
    hours = 1 + 59 / 60
    assert call["rate_ratio"] == pytest.approx((3 / (4 * hours)) / (1 / (4 * hours + 5 * 8)))
    assert table.loc["help", "difference"] == call["difference"]
    # w10 alone had read up: 1 of 1 against 1 of 10.
    read = table.loc["prep_conditions_viewed"]
    assert read[["count", "total", "other_count", "other_total"]].tolist() == [1, 1, 1, 10]


FILTERS = ({}, {"platform": ("p",)}, {"cause": ("tf_network_timeout",)}, {"channel": ("app",)})


@pytest.mark.parametrize("chosen", FILTERS)
def test_filters_choose_waits(loaded: Path, chosen: dict) -> None:
    now = open_snapshot(loaded)
    under = Selection(PERIOD.from_on, PERIOD.to_on, **chosen)
    count = helps.next_attempts(now, under)["count_failures"].sum()
    assert count == (0 if chosen.get("channel") else 13)  # none of the rows has a channel
    assert helps.next_attempts(now, Selection(PERIOD.from_on, PERIOD.to_on, cause=("x",))).empty
    assert helps.steps_compared(now, Selection(date(2026, 1, 1), date(2026, 1, 2))).empty


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_section_with_a_few_rows(open_app, loaded: Path, language: str) -> None:
    app = open_app(loaded, "resolution", lang=language, period="all")
    assert not app.exception
    shown = next(frame.value for frame in app.dataframe if "difference_fair" in frame.value)
    assert shown["difference_fair"].iloc[1].startswith("+50.0 (")
    assert shown["share_with"].iloc[1] == "75.0% · 3 / 4"
    assert len(shown) == 3  # reading up, help of any kind, the hotline


def test_the_section_says_where_the_naive_way_misleads(open_app, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, "resolution", lang="en", period="all")
    assert not app.exception
    texts = [markdown.value for markdown in app.markdown]
    assert any("counted naively" in text for text in texts) or any("anything else than" in text for text in texts)
    assert not any("effect" in text for text in texts)


@pytest.mark.parametrize("rows", [ROWS[:1], failed(1, 10, "w1", "a"), succeeded(1, 10, "w1", "a")])
def test_a_row_or_two(open_app, tmp_path: Path, rows: tuple[str, ...]) -> None:
    app = open_app(load_rows(tmp_path, rows), "resolution", lang="zh", period="all")
    assert not app.exception
