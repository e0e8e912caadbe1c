"""The page of alerts: without rules, with rules, with messages and silences, with a file that is broken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from logged_rows import load_rows
from streamlit.testing.v1 import AppTest

from pipelines.alerting.looking import look
from pipelines.alerting.rule_file import read_rules

RULES = """[[channel]]
name = "ops"
url_from = "TEST_ALERT_URL"

[[rule]]
name = "any-failure"
kind = "rate"
least_failures = 1
least_rate = 0.5
over_hours = 672
owner = "li <b>wei</b>"
to = ["ops"]

[[maintenance]]
from = 2026-11-20T00:00:00Z
until = 2026-11-21T00:00:00Z
platforms = ["q"]
reason = "database move"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("TERMINATION_ALERTS", raising=False)
    return load_rows(tmp_path)


def told(app: AppTest) -> str:
    assert not app.exception
    found = [*app.markdown, *app.caption, *app.info, *app.error, *app.warning, *app.code]
    return "\n".join(str(element.value) for element in found).replace("\\", "")  # without the escapes of Markdown


def tables(app: AppTest) -> str:
    return "\n".join(one.value.to_string() for one in app.dataframe)


def test_without_rules_it_says_how_to_begin_and_tries_the_example(open_app, folder: Path) -> None:
    app = open_app(folder, "alerts", lang="en")
    said = told(app)
    assert "Nobody has written alert rules yet" in said
    assert "cp pipelines/alerting/example.toml" in said
    assert "**fault-rate** would have fired **0** times" in said
    assert "No message so far." in said
    assert "No data" in tables(app)  # nothing is judged in a log of a few attempts: that is no all-clear


def test_rules_their_history_and_their_messages(open_app, folder: Path) -> None:
    path = folder / "alerts.toml"
    path.write_text(RULES)
    # In 28 days p failed 3 times of 4, and has not passed below a half since; q 1 time of 2, and is under maintenance.
    look(folder, read_rules(path), "http://localhost", lambda *_: "nobody is there")
    app = open_app(folder, "alerts", lang="en")
    said, shown = told(app), tables(app)
    assert f"The rules are written in {str(folder)[:5]}" in said
    assert "**any-failure** would have fired **2** times, 0 of them with a spike found" in said
    assert "3 failures of 4 decided attempts (75.0 %), 2 wallets" in said
    assert "1 failures and 50% of decided attempts in 28 d" in shown
    assert "nobody is there" in shown
    assert "Message held back" in shown
    assert "li <b>wei</b>" in shown  # a table cell is no markup
    assert "database move" in shown
    assert "until 21 Nov 00:00" in shown


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_broken_file_is_told_in_its_own_sentence(open_app, folder: Path, language: str) -> None:
    (folder / "alerts.toml").write_text(RULES.replace("least_failures = 1", "least_failures = 0"))
    said = told(open_app(folder, "alerts", lang=language))
    assert "alerts.toml line 5" in said
