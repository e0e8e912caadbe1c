"""The report of every page: its titles, figures and numbers, and nothing from anywhere else."""

import re
from pathlib import Path

import pytest

from app import PAGES
from dashboards.report.__main__ import main
from dashboards.report.document import scripts
from dashboards.text import LANGUAGES, text
from warehouse import open_snapshot

NAMES = [page.name for page in PAGES]
OUTSIDE = re.compile(r"(?:src|href)\s*=|@import|url\(|https?://")


def written(folder: Path, out: Path, *options: str) -> str:
    """The report without the scripts, which are the same in each."""
    assert main([f"--out={out}", f"--warehouse={folder}", *options]) == 0
    whole = out.read_text("utf-8")
    assert whole.count(scripts()) == 1
    return whole.replace(scripts(), "")


@pytest.fixture(scope="module", params=LANGUAGES)
def whole(request: pytest.FixtureRequest, warehouse_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple:
    """The report of all pages in one language, with its words."""
    out = tmp_path_factory.mktemp("report") / "report.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERMINATION_WAREHOUSE", str(warehouse_folder))
        return text(request.param), written(warehouse_folder, out, f"--language={request.param}")


def test_each_page_is_there_under_its_title(whole: tuple) -> None:
    say, report = whole
    assert re.findall("<section><h2>(.*?)</h2>", report) == [say(f"page.{name}") for name in NAMES]
    assert report.startswith(f'<!doctype html><html lang="{"zh-CN" if say.language == "zh" else "en"}">')


def test_its_origin_is_told(whole: tuple, warehouse_folder: Path) -> None:
    say, report = whole
    snapshot = open_snapshot(warehouse_folder)
    head = report.split("</header>")[0]
    assert snapshot.name in head
    assert snapshot.taxonomy_version in head
    assert f"<dd>{say('paper.all')}</dd>" in head
    assert "UTC+08:00" in head
    assert re.search(r"<dd>20\d\d-\d\d-\d\d – 20\d\d-\d\d-\d\d</dd>", head)


def test_figures_numbers_and_definitions_are_there(whole: tuple, warehouse_folder: Path) -> None:
    """The number of failures is the one the warehouse counts in the 30 days up to the newest event."""
    say, report = whole
    count = open_snapshot(warehouse_folder).query(
        "SELECT sum(count_attempts) AS n FROM attempts_daily WHERE outcome = 'failed'"
        " AND requested_on > (SELECT max(requested_on) - 30 FROM attempts_daily)"
    )
    overview = report.split("<section>")[1]
    assert f"<b>{say.number(int(count['n'].iloc[0]))}</b>" in overview
    assert say("definition.failure_rate").split("。")[0].split(".")[0] in overview
    assert report.count('<div class=chart') >= 5
    assert "<table>" in report


def test_nothing_of_it_is_elsewhere(whole: tuple) -> None:
    report = whole[1]
    assert OUTSIDE.findall(report) == []
    assert "default-src 'none'" in report
    assert "connect-src" not in report


def test_zero_rows_are_an_answer(warehouse_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERMINATION_WAREHOUSE", str(warehouse_folder))
    address = "from=2020-01-01&to=2020-01-31"
    report = written(warehouse_folder, tmp_path / "r.html", "--language=en", f"--address={address}")
    assert "No termination attempt matches" in report
    assert "2020-01-01 – 2020-01-31" in report


def test_filters_one_page_and_what_the_address_asks_in_vain(
    warehouse_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERMINATION_WAREHOUSE", str(warehouse_folder))
    address = "?category=technical_fault&platform=%3Cscript%3Ealert(1)%3C/script%3E&period=7d"
    report = written(warehouse_folder, tmp_path / "r.html", "--language=en", "--page=causes", f"--address={address}")
    assert re.findall("<section><h2>(.*?)</h2>", report) == ["Causes"]
    assert "<dt>Cause category</dt><dd>Technical fault</dd>" in report
    assert "alert(1)" in report
    assert "<script>alert" not in report


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--out=r.txt"], "neither .html nor .pdf"),
        (["--out=r.html", "--page=nosuch"], 'no page "nosuch". The pages are overview, causes'),
        (["--out=nosuch/r.html", "--page=data"], "No report was written"),
        (["--out=r.html", "--warehouse=nosuch"], "nosuch"),
        (["--out=r.pdf", "--page=data"], "apt-get install chromium"),
    ],
)
def test_what_cannot_be_written_is_one_sentence(
    warehouse_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    complaint: str,
) -> None:
    monkeypatch.setenv("TERMINATION_WAREHOUSE", str(warehouse_folder))
    monkeypatch.setenv("PATH", "")  # no browser is found
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(options) == 1
    told = capsys.readouterr().err
    assert told.startswith("error: ")
    assert told.count("\n") == 1
    assert complaint in told
    assert list(tmp_path.iterdir()) == []
