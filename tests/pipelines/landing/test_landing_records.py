"""A broken line costs itself and nothing else, and every line keeps its physical number."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from landed_files import GOOD, Land, log

CUT = "2026-03-01T08:00:00Z,termination.failed,W2,aurora,E1"
OPEN = '2026-03-01T08:00:00Z,termination.failed,W2,aurora,E1,"never closed'
TWO_LINES = '2026-03-01T08:00:00Z,termination.failed,W3,aurora,E1,"first\nsecond"'


def test_a_good_row_is_an_event(land: Land) -> None:
    outcome = land(log(GOOD))
    assert (outcome.landed.rows_read, outcome.landed.rows_quarantined) == (1, 0)
    event = outcome.events[0]
    assert str(event["occurred_at"]) == "2026-03-01 08:00:00"
    assert (event["event_type"], event["platform"], event["message"]) == (
        "termination.failed",
        "aurora",
        "balance left",
    )
    assert event["source_line"] == 2


@pytest.mark.parametrize("slice_bytes", [64, 300, 1 << 20])
def test_each_broken_line_costs_itself(land: Land, slice_bytes: int) -> None:
    rows = [GOOD, CUT, GOOD, OPEN, TWO_LINES, GOOD, GOOD + ",one too many", GOOD]
    outcome = land(log(*rows), slice_bytes=slice_bytes)
    # line 1 is the header; TWO_LINES takes lines 6 and 7
    assert outcome.lines == [2, 4, 6, 8, 10]
    assert outcome.rules == [(3, "columns_do_not_match"), (5, "quotes_do_not_match"), (9, "columns_do_not_match")]
    assert outcome.landed.rows_read == 8


@pytest.mark.parametrize("slice_bytes", [64, 1 << 20])
def test_line_numbers_count_the_newlines_inside_values(land: Land, slice_bytes: int) -> None:
    outcome = land(log(TWO_LINES, TWO_LINES, GOOD), slice_bytes=slice_bytes)
    assert outcome.lines == [2, 4, 6]
    assert outcome.events[0]["message"] == "first\nsecond"


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends_may_be_mixed(land: Land, end: str) -> None:
    text = log(GOOD, GOOD).replace("\n", "\r\n") + GOOD + end + GOOD
    assert land(text).lines == [2, 3, 4, 5]


def test_a_lone_carriage_return_is_a_space(land: Land) -> None:
    outcome = land(log(GOOD.replace("balance left", "balance\rleft"), GOOD))
    assert [event["message"] for event in outcome.events] == ["balance left", "balance left"]


def test_blank_lines_are_no_rows(land: Land) -> None:
    outcome = land(log(GOOD, "", "   ", GOOD))
    assert (outcome.lines, outcome.landed.rows_read, outcome.refused) == ([2, 5], 2, [])


def test_a_line_that_is_too_long_is_refused(land: Land) -> None:
    outcome = land(log(GOOD, GOOD + "x" * 2_100_000, GOOD))
    assert outcome.lines == [2, 4]
    assert outcome.rules == [(3, "line_too_long")]
    assert len(outcome.refused[0]["row_masked"]) < 10_000


def test_a_line_without_end_does_not_fill_the_memory(land: Land) -> None:
    outcome = land(log(GOOD, GOOD + "x" * 12_000_000, GOOD), slice_bytes=1 << 20)
    assert outcome.lines == [2, 4]
    assert outcome.rules == [(3, "line_too_long")]


def test_a_long_message_in_quotes_is_kept(land: Land) -> None:
    message = "balance left " * 20_000
    outcome = land(log(GOOD.replace("balance left", f'"{message}"'), CUT))
    assert len(outcome.events[0]["message"]) == len(message.rstrip())


def test_unreadable_bytes_cost_their_line(land: Land) -> None:
    bad = GOOD.encode().replace(b"left", b"\xff\xfe") + b"\n"
    rows = [GOOD.replace("left", "余额未清").encode() + b"\n"] * 30
    outcome = land(log().encode() + b"".join([*rows, bad, *rows]))
    assert outcome.rules == [(32, "bytes_unreadable")]
    assert len(outcome.events) == 60


def test_a_zero_byte_costs_its_line(land: Land) -> None:
    outcome = land(log(GOOD, GOOD.replace("left", "le\0ft"), GOOD))
    assert (outcome.lines, outcome.rules) == ([2, 4], [(3, "bytes_unreadable")])


def test_a_replacement_character_in_the_log_is_text(land: Land) -> None:
    assert land(log(GOOD.replace("left", "余额�清"))).events[0]["message"] == "balance 余额�清"


@pytest.mark.parametrize(
    ("written", "read"),
    [('a"b', 'a"b'), ('"a""b"', 'a"b'), (' "a b" ', "a b"), ('""', None), ("'a", "'a"), ('"a,b"', "a,b")],
)
@pytest.mark.parametrize("beside", [GOOD, CUT])
def test_quotes_read_the_same_beside_a_broken_line(land: Land, written: str, read: str, beside: str) -> None:
    outcome = land(log(GOOD.replace("balance left", written), beside))
    assert outcome.events[0]["message"] == read


fields = st.text(alphabet='ab ,"\n\r1余', max_size=6)
odd_lines = st.sampled_from([CUT, OPEN, GOOD, TWO_LINES, "", '"', ',,"a"b,,', ",,,,,,", '"x\n"'])


def written(message: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([*GOOD.split(",")[:5], message])
    return out.getvalue().removesuffix("\r\n")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.one_of(odd_lines, fields.map(written)), max_size=10), slice_bytes=st.integers(50, 400))
def test_the_result_does_not_depend_on_where_the_log_is_cut(land: Land, rows: list[str], slice_bytes: int) -> None:
    whole = land(log(GOOD, *rows))
    cut = land(log(GOOD, *rows), slice_bytes=slice_bytes)
    assert (cut.events, cut.refused) == (whole.events, whole.refused)
    assert cut.landed.rules == whole.landed.rules


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(messages=st.lists(fields, max_size=10), broken=st.lists(st.sampled_from([CUT, OPEN]), max_size=3))
def test_rows_in_are_rows_accepted_and_quarantined(land: Land, messages: list[str], broken: list[str]) -> None:
    outcome = land(log(GOOD, *map(written, messages), *broken))
    assert outcome.landed.rows_read == 1 + len(messages) + len(broken)
    assert outcome.landed.rows_read == len(outcome.events) + len(outcome.refused)
    assert len(outcome.refused) == len(broken)
