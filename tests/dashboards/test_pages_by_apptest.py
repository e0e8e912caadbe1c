"""Every page in both languages: without a warehouse, with an empty selection, with rows."""

from pathlib import Path

import pytest

from app import PAGES
from dashboards.text import LANGUAGES, text
from warehouse import open_snapshot

NAMES = [page.name for page in PAGES]
EMPTY = {"from": "2020-01-01", "to": "2020-01-31"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", NAMES)
def test_without_a_warehouse_the_way_to_one_is_shown(
    open_app, tmp_path: Path, page: str, language: str
) -> None:
    app = open_app(tmp_path, page, lang=language)
    assert not app.exception
    assert app.title[0].value == text(language)(f"page.{page}")
    assert any("pipelines demo" in code.value for code in app.code)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", NAMES)
def test_an_empty_selection_is_an_answer(open_app, warehouse_folder: Path, page: str, language: str) -> None:
    app = open_app(warehouse_folder, page, lang=language, **EMPTY)
    assert not app.exception
    assert app.title[0].value == text(language)(f"page.{page}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", NAMES)
@pytest.mark.parametrize("address", [{}, {"period": "7d", "category": "technical_fault", "os": "android"}])
def test_with_rows(open_app, warehouse_folder: Path, page: str, language: str, address: dict) -> None:
    app = open_app(warehouse_folder, page, lang=language, **address)
    assert not app.exception
    assert app.title[0].value == text(language)(f"page.{page}")


def test_the_overview_shows_its_key_figures(open_app, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, lang="en")
    assert [metric.label for metric in app.metric] == [
        "Failure rate",
        "Failures",
        "Wallets affected",
        "Median time to resolution",
        "Money frozen",
        "Open spikes",
    ]


def test_zero_rows_say_so(open_app, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, lang="en", **EMPTY)
    assert any("No termination attempt matches" in markdown.value for markdown in app.markdown)
    assert not app.metric


def test_a_newer_warehouse_says_what_to_do(open_app, warehouse_folder: Path, tmp_path: Path) -> None:
    held = (warehouse_folder / "CURRENT").read_text().replace('"format_version": 1', '"format_version": 99')
    (tmp_path / "CURRENT").write_text(held)
    app = open_app(tmp_path, lang="en")
    assert not app.exception
    assert "newer version" in app.error[0].value


def test_a_bad_value_of_the_address_is_named(open_app, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, lang="en", platform="[x](http://y)", period="30d")
    assert not app.exception
    assert any("Platform" in warning.value and "not known here" in warning.value for warning in app.warning)
    assert not any("[x](http" in warning.value for warning in app.warning)
    assert app.metric


def test_a_filter_goes_to_the_address_and_back(open_app, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, lang="zh", category=["technical_fault"])
    assert app.button_group(key="filter_category").value == ["technical_fault"]
    app.button_group(key="filter_category").set_value(["technical_fault", "platform_policy"]).run()
    assert app.query_params["category"] == ["technical_fault", "platform_policy"]
    app.query_params["category"] = ["legal_regulatory"]  # as the browser's back button does
    app.run()
    assert app.button_group(key="filter_category").value == ["legal_regulatory"]


def test_reset_takes_all_filters_away_and_keeps_the_language(open_app, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, lang="en", category="technical_fault", period="7d", compare="none")
    next(button for button in app.button if button.label == "Reset").click().run()
    assert set(app.query_params) == {"lang"}
    assert not any(button.label == "Reset" for button in app.button)


def test_the_other_language_keeps_the_filters(open_app, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, lang="zh", category="technical_fault")
    app.button_group(key="language").set_value("en").run()
    assert app.title[0].value == "Overview"
    assert app.query_params["lang"] == "en"
    assert app.query_params["category"] in ("technical_fault", ["technical_fault"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_opens_as_a_timeline(open_app, warehouse_folder: Path, language: str) -> None:
    known = open_snapshot(warehouse_folder).query(
        "SELECT case_id FROM cases WHERE count_failures > 1 ORDER BY 1"
    )
    case_id = known["case_id"].iloc[0]
    app = open_app(warehouse_folder, lang=language, case=case_id)
    assert not app.exception
    shown = " ".join(markdown.value for markdown in app.markdown)
    assert text(language)("event.termination.failed") in shown
    assert text(language)("case.timeline") in shown


def test_an_unknown_case_says_so(open_app, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, lang="en", case="<b>nobody</b>")
    assert not app.exception
    assert any("is not known" in warning.value for warning in app.warning)


def test_a_menu_shows_definition_sql_table_and_exports(open_app, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, lang="en")
    app.session_state["menu_failure_rate"] = True
    app.run()
    assert not app.exception
    assert any("Failed attempts / (failed + succeeded" in markdown.value for markdown in app.markdown)
    assert any("$from" in code.value and "attempts_daily" in code.value for code in app.code)
    assert len(app.dataframe) == 1
    assert len(app.get("download_button")) == 3
