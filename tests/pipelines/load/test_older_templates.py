"""A warehouse whose signatures were made of older templates: shown as what they are today, with what was decided."""

import pytest
from load_rows import Workplace, failure
from reviews_made import assign, decide, everything, from_nothing

import pipelines.decisions
import pipelines.masking
import pipelines.provenance
from pipelines.outlines import outline

# one failure today, two by outlines alone: an id hangs on at the end of one
LEFT, TRACED = "Balance of 12 left", "Balance of 7 left (trace 81)"
FIRST = (*failure("2026-03-01T10:00", "w1", "a", "E1", LEFT), *failure("2026-03-01T11:00", "w2", "b", "E1", TRACED))
NEXT = failure("2026-04-01T10:00", "w3", "c", "E1", "Balance of 3 left [order 99]")
SIGNATURES = "SELECT template, count_failures, count_wallets, cause FROM signatures ORDER BY template"


@pytest.fixture
def older(place: Workplace) -> Workplace:
    """A warehouse of a time when the outline was all there was."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipelines.masking, "template_of", lambda known: known)
        patch.setattr(pipelines.decisions, "template", outline)
        patch.setattr(pipelines.decisions, "successors", lambda known: {})
        patch.setattr(pipelines.provenance, "TEMPLATE_VERSION", "1")
        place.load("1.csv", *FIRST)
        shapes = [shape for shape, *_ in place.ask(SIGNATURES)]
        assert shapes == ["Balance of # left", "Balance of # left (trace #)"]
    return place


def test_history_is_shown_under_the_signatures_of_today(older: Workplace) -> None:
    older.load("2.csv", *NEXT)
    # the three failures of three wallets are one signature now
    assert [told[:3] for told in older.ask(SIGNATURES)] == [("Balance of # left", 3, 3)]
    assert older.ask("SELECT count(*) FROM merged_signatures") == [(0,)]
    anew = from_nothing(older, "1.csv", "2.csv")
    here = everything(older.folder)
    for name in ("signatures", "attempts_daily", "signatures_daily", "cases"):
        assert here[name] == anew[name], name


def test_what_was_decided_about_the_older_one_holds_for_todays(older: Workplace) -> None:
    traced = older.ask("SELECT signature_id FROM signatures WHERE template LIKE '%trace%'")[0][0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipelines.decisions, "successors", lambda known: {})
        patch.setattr(pipelines.provenance, "TEMPLATE_VERSION", "1")
        decide(older, assign(traced, cause="pp_linked_account"))
    older.load("2.csv", *NEXT)
    assert older.ask(SIGNATURES) == [("Balance of # left", 3, 3, "pp_linked_account")]
    older.load("3.csv", *failure("2026-04-02T10:00", "w4", "d", "E1", LEFT))
    assert older.ask(SIGNATURES) == [("Balance of # left", 4, 4, "pp_linked_account")]


def test_what_is_decided_about_todays_holds_for_the_older_ones_too(older: Workplace) -> None:
    older.load("2.csv", *NEXT)
    today = older.ask("SELECT signature_id FROM signatures")[0][0]
    decide(older, assign(today, cause="pp_linked_account"))
    assert older.ask("SELECT cause, count(*) FROM failures GROUP BY cause") == [("pp_linked_account", 3)]
