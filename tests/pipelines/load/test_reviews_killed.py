"""An apply that is killed shows nothing; what comes after it, an apply or a load, makes up for it exactly."""

import subprocess
import sys
from pathlib import Path

import pytest
from load_rows import Workplace, failure, success
from reviews_made import AT, LOGS, MOON, assign, everything, from_nothing, ids

from pipelines.commands import main
from pipelines.reclassify_publish import apply_reviews
from pipelines.reviews import write
from warehouse import current_name
from warehouse.lock import AnotherLoader, loader_lock
from warehouse.reviews import pending, read

pytestmark = pytest.mark.slow

KILLER = """
import os, sys
from datetime import datetime
from pathlib import Path
import pipelines.publishing, pipelines.marts, pipelines.reclassify_publish as applying
def die(*arguments, **named):
    os.kill(os.getpid(), 9)
step, folder = sys.argv[1:]
place = {"append": applying, "reclassify": pipelines.marts}.get(step, pipelines.publishing)
setattr(place, step, die)
applying.apply_reviews(Path(folder), "li", None, datetime(2026, 11, 25, 7, 30))
"""


@pytest.mark.parametrize("step", ["append", "reclassify", "run_audits", "settle", "publish"])
@pytest.mark.parametrize("then", ["apply", "load"])
def test_a_killed_apply_shows_nothing_and_what_comes_next_is_exact(place: Workplace, step: str, then: str) -> None:
    place.load("1.csv", *LOGS[0])
    write(place.folder, [assign(ids(place)[MOON])], AT)
    before = current_name(place.folder), everything(place.folder)
    died = subprocess.run(
        [sys.executable, "-c", KILLER, step, str(place.folder)], cwd=Path(__file__).parents[3], check=False
    )
    assert died.returncode == -9
    assert (current_name(place.folder), everything(place.folder)) == before
    assert bool(pending(read(place.folder))) == (step == "append")
    if then == "apply" or step == "append":
        assert apply_reviews(place.folder, "li", None, AT)[0] is not None
    else:
        place.load("1.csv", *LOGS[0])
    assert place.ask(f"SELECT cause FROM failures WHERE message = '{MOON}'") == [("pi_identity_mismatch",)]
    assert everything(place.folder) == from_nothing(place, "1.csv")
    assert apply_reviews(place.folder, "li", None, AT) == (None, "000001")


def test_an_apply_while_a_load_runs_is_told_so_and_writes_nothing(
    place: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a", "X", MOON))
    write(place.folder, [assign(ids(place)[MOON])], AT)
    with loader_lock(place.folder):
        with pytest.raises(AnotherLoader, match=r"process [0-9]+"):
            apply_reviews(place.folder, "li", None, AT)
        code = main(["review", "apply", "--reviewer=li", "--warehouse", str(place.folder)])
    assert (code, capsys.readouterr().err[:19]) == (4, "error: Another load")
    assert len(pending(read(place.folder))) == 1


def test_a_review_is_written_while_a_load_runs(place: Workplace) -> None:
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a", "X", MOON))
    with loader_lock(place.folder):
        write(place.folder, [assign(ids(place)[MOON])], AT)
    place.load("2.csv", *success("2026-03-02T10:00", "w1", "b"))
    assert place.ask("SELECT cause FROM failures") == [("unclassified",)]


def test_only_what_was_looked_at_is_applied(place: Workplace) -> None:
    place.load("1.csv", *LOGS[0])
    first, second = assign(ids(place)[MOON]), assign(ids(place)["System error"])
    write(place.folder, [first, second], AT)
    assert apply_reviews(place.folder, "li", "000001", AT)[1] == "000001"
    assert [one.review_id for one in pending(read(place.folder))] == ["000002"]
    assert place.ask("SELECT count(*) FROM failures WHERE starts_with(decided_by, 'review:')") == [(1,)]
