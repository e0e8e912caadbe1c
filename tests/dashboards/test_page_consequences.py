"""The page of consequences as a reader meets it: with rows, with one, with none, with nonsense in the address."""

from pathlib import Path

import pytest
from consequence_rows import BALANCE, failed, happened, rows
from logged_rows import load_rows
from streamlit.testing.v1 import AppTest

from dashboards.text import LANGUAGES, NOTHING, text

PERIOD = {"from": "2026-11-01", "to": "2026-11-20"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("page_consequences"), rows())


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One failed case, and no consequence at all."""
    return load_rows(tmp_path_factory.mktemp("bare_consequences"), tuple(failed("w1", "11-02", BALANCE)))


def opened(open_app, folder: Path, language: str = "en", **address: str) -> AppTest:
    app = open_app(folder, "consequences", lang=language, **(PERIOD | address))
    assert not app.exception
    return app


def values(app: AppTest) -> list[str]:
    return [metric.value for metric in app.metric]


def said(app: AppTest) -> str:
    return "\n".join(block.value for kind in (app.markdown, app.caption, app.info, app.warning) for block in kind)


def test_the_key_figures(open_app, folder: Path) -> None:
    # 3 of 4 cases; CNY 100 + 300 + 200; 4,800 money-days; half ended by day 5; 5 interest; 1 report of 4; none; 1 step.
    assert values(opened(open_app, folder)) == [
        *("75.0%", "CNY 600", "CNY 4,800", "5 d", "CNY 5", "250", "None", "1"),
    ]


def test_another_currency_is_never_added(open_app, folder: Path) -> None:
    app = opened(open_app, folder, currency="USD")
    assert values(app)[1:3] == ["USD 50", "USD 100"]
    assert values(app)[4] == text("en")("consequences.none")
    assert "more than one currency: 1" in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    [
        {},
        {"level": "category", "consequence": "documents_requested", "within": "30"},
        {"platform": "p", "cause": "pp_balance_not_zero"},
        {"channel": "app"},
        {"consequence": "legal_action_closed"},
        {"from": "2026-11-20", "to": "2026-11-20"},
    ],
)
def test_it_draws_under_every_choice(open_app, folder: Path, language: str, address: dict[str, str]) -> None:
    opened(open_app, folder, language, **address)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_consequences_there_is_a_sentence_or_a_dash(open_app, bare: Path, language: str) -> None:
    say = text(language)
    app = opened(open_app, bare, language)
    none = say("consequences.none")
    assert values(app) == [none, none, none, NOTHING, none, none, none, "1"]
    told = said(app)
    for key in ("no_freeze", "no_amount", "no_interest", "none_named"):
        assert say(f"consequences.{key}") in told
    assert "inf" not in told
    assert "nan" not in told.lower()


def test_no_case_with_a_failure_says_so(open_app, bare: Path) -> None:
    app = opened(open_app, bare, **{"from": "2026-10-01", "to": "2026-10-02"})
    assert text("en")("state.nothing") in said(app)
    assert not app.metric


def test_amounts_that_are_not_known_are_told(open_app, tmp_path: Path) -> None:
    app = opened(
        open_app,
        load_rows(
            tmp_path, (*failed("w1", "11-02", BALANCE), happened("w1", "11-03T10:00", "consequence.funds_frozen"))
        ),
    )
    assert values(app)[1] == text("en")("consequences.none")
    assert text("en")("consequences.no_amount") in said(app)
    assert "Freezes without an amount, left out: 1" in said(app)
    assert text("en")("consequences.not_reached") in said(app)


@pytest.mark.parametrize("key", ["consequence", "currency", "within", "level"])
def test_nonsense_in_the_address_is_named_and_left_out(open_app, folder: Path, key: str) -> None:
    app = opened(open_app, folder, **{key: "<b>x</b>"})
    assert any(text("en")(f"consequences.{key}") in warning.value for warning in app.warning)
    assert not any("<b>" in warning.value for warning in app.warning)
    assert values(app)[1] == "CNY 600"


def test_a_choice_goes_to_the_address(open_app, folder: Path) -> None:
    app = opened(open_app, folder)
    app.button_group(key="consequences_currency").set_value("USD").run()
    assert app.query_params["currency"] == "USD"
    app.selectbox(key="consequences_consequence").set_value("credit_reported").run()
    assert app.query_params["consequence"] == "credit_reported"
    assert not app.exception
