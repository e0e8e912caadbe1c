"""The tables and headings of the documents say what the product has."""

import re
import tomllib

from documents import DICTIONARY, METRICS, OPERATIONS, README, ROOT, headings, rows, section

from app import PAGES
from pipelines.commands import exits
from pipelines.contract import ATTEMPT_COLUMNS, EVENT_COLUMNS, EVENT_TYPES
from pipelines.source_rules import KEYS

SQL = ROOT / "dashboards" / "queries" / "sql"
FIELDS = ("Definition", "Grain", "SQL", "Numerator, denominator, interval", "Caveat")
MENU_WORDS = {"rows"}


def test_the_dictionary_lists_the_columns_of_the_contract() -> None:
    attempts_own = [column for column in ATTEMPT_COLUMNS if column not in EVENT_COLUMNS]
    for title, columns in (("event log", EVENT_COLUMNS), ("attempt table", attempts_own)):
        listed = rows(section(DICTIONARY, f"Columns of an {title}"))
        told = {name: needed == "yes" for name, needed, _ in listed}
        assert told == {column.name: column.is_needed for column in columns}


def test_the_dictionary_lists_the_event_types_and_the_keys_of_a_source() -> None:
    assert set(re.findall(r"`([a-z]+\.[a-z_]+)`", section(DICTIONARY, "Event types"))) == EVENT_TYPES
    assert {key for key, _ in rows(section(DICTIONARY, "Keys of a source"))} == KEYS


def locale() -> dict[str, dict[str, str]]:
    return tomllib.loads((ROOT / "dashboards" / "locales" / "en.toml").read_text("utf-8"))


def test_every_metric_with_a_definition_has_its_heading() -> None:
    """`definition` also holds the words around a definition: they are no cards, or the menu's own."""
    held = locale()
    defined = held["definition"].keys() & held["card"].keys() - MENU_WORDS
    assert set(headings(METRICS)) == defined


def test_every_metric_says_all_that_must_be_known() -> None:
    for name in headings(METRICS):
        said = re.findall(r"^- \*\*(.+?)\*\*: \S", section(METRICS, name), re.MULTILINE)
        assert tuple(said) == FIELDS, name


def test_every_query_of_the_pages_stands_among_the_metrics() -> None:
    text = METRICS.read_text("utf-8")
    assert [path.name for path in sorted(SQL.glob("*.sql")) if f"/sql/{path.name})" not in text] == []


def test_the_exit_codes_are_those_of_the_product() -> None:
    codes = {value for name, value in vars(exits).items() if name.isupper()} | {2}  # 2 is argparse's
    told = {int(code) for code, _ in rows(section(README, "The command line", 2)) if code.isdigit()}
    operated = {int(code) for code, _ in rows(section(OPERATIONS, "Loading on a schedule", 2))}
    assert told == operated == codes


def test_the_readme_names_every_page() -> None:
    titles = [row[0].rsplit(" ", 1)[0] for row in rows(section(README, "The pages", 2))]
    assert titles == [locale()["page"][page.name] for page in PAGES]


def test_the_changelog_has_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert headings(ROOT / "CHANGELOG.md", 2)[0] == version
