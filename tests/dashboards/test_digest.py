"""The weekly digest: figures, findings and links of one week, in both languages, as mail programs read it."""

import re
from datetime import date
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboards.digest.html_body import html_body
from dashboards.digest.letter import DigestFailed, Letter, Line, letter
from dashboards.digest.writing import text_body, write
from pipelines.commands import main

WEEK = date(2026, 11, 11)  # a Wednesday; the log ends on Friday the 20th
URL = "https://dashboard.example"


@pytest.fixture(autouse=True)
def warehouse(warehouse_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERMINATION_WAREHOUSE", str(warehouse_folder))


class Links(HTMLParser):
    """The addresses that a document leads to, and the elements it has."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.tags: set[str] = set()
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.urls += [value or "" for name, value in attrs if name in ("href", "src")]


@pytest.mark.parametrize(("language", "rate"), [("en", "Failure rate"), ("zh", "失败率")])
def test_a_week_has_its_figures_definitions_and_origin(language: str, rate: str) -> None:
    said = letter(language, WEEK, "", URL)
    assert said.figures[0].title == rate
    assert len(said.figures) == 6
    assert "%" in said.figures[0].said
    assert rate in [line.title for line in said.definitions]
    assert any("2026-11-09" in line.said and "2026-11-15" in line.said for line in said.origin)


def test_without_a_day_it_is_the_newest_finished_week() -> None:
    assert letter("en", None, "", URL).title == letter("en", WEEK, "", URL).title


def test_links_keep_the_week_the_language_and_the_filters() -> None:
    said = letter("en", WEEK, "platform=aurora", f"{URL}/")
    asked = [urlsplit(line.url) for line in (*said.links, *said.findings)]
    assert {f"{one.scheme}://{one.netloc}" for one in asked} == {URL}
    assert [one.path for one in asked[:3]] == ["/", "/causes", "/review"]
    expected = {"lang": ["en"], "from": ["2026-11-09"], "to": ["2026-11-15"], "platform": ["aurora"]}
    assert parse_qs(asked[0].query) == expected
    assert any("aurora" in line.said for line in said.origin)


def test_html_fetches_nothing_and_runs_nothing() -> None:
    found = Links(html_body(letter("zh", WEEK, "", URL)))
    assert all(url.startswith(URL) for url in found.urls)
    assert found.tags.isdisjoint({"script", "img", "link", "iframe", "style"})


def test_what_a_log_says_is_never_markup() -> None:
    hostile = "<script>x</script> \\*\\*b\\*\\* & \\[a\\]\\(http://b\\)"
    said = Letter("en", hostile, hostile, (Line("a", hostile, hostile),), (Line(said=hostile, url=URL),), (), (), ())
    found = Links(html_body(said))
    assert "script" not in found.tags
    assert set(found.urls) == {URL}
    assert "- <script>x</script> **b** & [a](http://b)" in text_body(said)


def test_an_e_mail_has_both_forms_and_no_people(tmp_path: Path) -> None:
    write(tmp_path / "week.eml", "zh", WEEK, "", URL, None)
    mail = message_from_bytes((tmp_path / "week.eml").read_bytes(), policy=default)
    assert mail["Subject"] == letter("zh", WEEK, "", URL).title
    assert mail["From"] is None
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "失败率" in mail.get_body(("plain",)).get_content()


def test_html_comes_with_plain_text(tmp_path: Path) -> None:
    write(tmp_path / "week.html", "en", WEEK, "", URL, None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["week.html", "week.txt"]
    plain = (tmp_path / "week.txt").read_text("utf-8")
    assert not re.search(r"</|\*\*|:material", plain)


@pytest.mark.parametrize(
    ("week", "filters", "told"),
    [
        (date(2026, 11, 18), "", "no finished week 2026-11-16 to 2026-11-22"),  # the log stops inside it
        (date(2020, 1, 1), "", "no finished week 2019-12-30 to 2020-01-05"),
        (WEEK, "platform=nowhere", "platform = nowhere"),
    ],
)
def test_what_cannot_be_told_is_refused(week: date, filters: str, told: str) -> None:
    with pytest.raises(DigestFailed, match=told):
        letter("en", week, filters, URL)


@pytest.mark.parametrize(("out", "url"), [("week.docx", URL), ("week.html", "javascript:x"), ("week.html", "nowhere")])
def test_a_wrong_form_or_address_is_refused(tmp_path: Path, out: str, url: str) -> None:
    with pytest.raises(DigestFailed):
        write(tmp_path / out, "en", WEEK, "", url, None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_command_writes_it_and_says_what_is_wrong(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    asked = ["digest", "--out", str(tmp_path / "week.txt"), "--language", "en", "--week"]
    assert main([*asked, WEEK.isoformat()]) == 0
    assert "Failure rate" in (tmp_path / "week.txt").read_text("utf-8")
    assert main([*asked, "2020-01-01"]) == 1
    assert capfd.readouterr().err.startswith("error: The log holds no finished week")
