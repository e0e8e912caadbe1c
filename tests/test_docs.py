"""The documents, held against the product: their commands run, their links lead somewhere, their tables are true."""

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import PAGES
from pipelines import taxonomy_docs
from pipelines.commands import argument_parser, exits, main
from pipelines.contract import ATTEMPT_COLUMNS, EVENT_COLUMNS, EVENT_TYPES, Column
from pipelines.source_rules import KEYS
from pipelines.sources import read_sources
from warehouse import Snapshot, open_snapshot

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
DICTIONARY = ROOT / "data" / "README.md"
METRICS = ROOT / "docs" / "metrics.md"
SQL = ROOT / "dashboards" / "queries" / "sql"
DOCUMENTS = [
    *(README, DICTIONARY, ROOT / "CHANGELOG.md", ROOT / "pipelines" / "taxonomy" / "README.md"),
    *sorted((ROOT / "docs").glob("*.md")),
]
FIELDS = ("Definition", "Grain", "SQL", "Numerator, denominator, interval", "Caveat")
NOT_FOR_READERS = {"case_facts", "decisions", "events_hourly"}
MENU_WORDS = {"rows"}
BY_HAND = {"source", "export"}
MENDED = '"注销故障" = "termination.failed"'


def blocks(document: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", document.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def commands(document: Path) -> Iterator[tuple[str, str]]:
    """Each command line of the document, and what is printed under it there."""
    for block in blocks(document, "console"):
        for shown in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, printed = shown.partition("\n")
            yield line, printed


def section(document: Path, title: str, level: int = 3) -> str:
    """What stands under a heading, up to the next one of its level or above."""
    found = re.search(
        rf"^#{{{level}}} {re.escape(title)}\n(.*?)(?=^#{{1,{level}}} |\Z)",
        document.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert found, f"{document.name} has no heading {title}"
    return found[1]


def headings(document: Path, level: int = 3) -> list[str]:
    return re.findall(rf"^#{{{level}}} (.+)$", document.read_text("utf-8"), re.MULTILINE)


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, without backticks; heads left out."""
    bodies = re.findall(r"^\|(?:-+\|| --- \|)+\n((?:\|.*\n?)+)", text, re.MULTILINE)
    lines = [line for body in bodies for line in body.splitlines()]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the README's own logs and sources.toml; commands run in it."""
    folder = tmp_path_factory.mktemp("docs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("TERMINATION_TOKEN_KEY", "a key of no secret at all")
        patch.setenv("TERMINATION_WAREHOUSE", "mine/warehouse")
        patch.setattr(taxonomy_docs, "PATH", folder / "taxonomy.md")
        for path, text in files_shown():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="gb18030" if "流水号,发生" in text else "utf-8")
        (folder / "errors.csv").write_text("error_code,message\nE1,余额未清零\n", encoding="utf-8")
        yield folder


def files_shown() -> list[tuple[str, str]]:
    """The README's files: a path in backticks ends the paragraph before each block."""
    shown = re.compile(r"`(mine/[^`]+)`:\n\n```(?:csv|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return shown.findall(README.read_text("utf-8"))


def mend(folder: Path) -> None:
    """What the README tells its reader to add to the mapping."""
    assert MENDED in README.read_text("utf-8")
    sources, table = folder / "mine" / "sources.toml", "[source.values.event_type]"
    old = next(line for line in sources.read_text("utf-8").splitlines() if line.startswith(table))
    sources.write_text(sources.read_text("utf-8").replace(old, f"{table}\n{MENDED}"), encoding="utf-8")


def looks_like(printed: str, shown: str) -> bool:
    """Whether a command printed what the document shows; `...` stands for anything."""
    return re.fullmatch(re.escape(shown).replace(r"\.\.\.", ".*"), printed) is not None


def test_the_readme_runs_from_top_to_bottom(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line, shown in commands(README):
        if not line.startswith("python -m pipelines "):
            continue
        if " replay " in line:
            mend(example)
        code = main(shlex.split(line)[3:])
        printed = capsys.readouterr()
        assert (code, printed.err) == (0, ""), line
        assert not shown or looks_like(printed.out, shown), f"{line} printed\n{printed.out}"


def test_the_two_logs_of_the_readme_became_two_failures_and_one_after_mending(example: Path) -> None:
    asked = "SELECT platform, error_code, cause_category FROM failures ORDER BY requested_at"
    found = [tuple(row.values()) for row in open_snapshot(example / "mine" / "warehouse").arrow(asked).to_pylist()]
    assert found == [
        ("our_wallet", "BAL_NOT_ZERO", "platform_policy"),
        ("our_card", "GW_TIMEOUT", "technical_fault"),
        ("our_wallet", None, "unclassified"),  # the row that was mended says nothing of its cause
    ]


@pytest.mark.parametrize("document", DOCUMENTS[1:], ids=lambda path: str(path.relative_to(ROOT)))
def test_the_other_documents_ask_what_can_be_asked(
    document: Path, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for line, _ in commands(document):
        if re.match(r"python -m pipelines (sql|status|quarantine list) ", line + " "):
            assert (main(shlex.split(line)[3:]), capsys.readouterr().err) == (0, ""), line


def test_the_token_of_a_known_wallet_finds_it(example: Path) -> None:
    line = next(line for line, _ in commands(ROOT / "docs" / "operations.md") if line.startswith("python -c"))
    ran = [sys.executable, *shlex.split(line)[1:]]
    token = subprocess.run(ran, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    asked = "SELECT count(*) AS found FROM cases WHERE wallet_token = $token"
    assert open_snapshot(example / "mine" / "warehouse").arrow(asked, {"token": token}).to_pylist() == [{"found": 1}]


ALL_LINES = [(path, line) for path in DOCUMENTS for line, _ in commands(path)]


@pytest.mark.parametrize(("document", "line"), ALL_LINES, ids=[line[:60] for _, line in ALL_LINES])
def test_every_command_line_is_understood(document: Path, line: str) -> None:
    for part in line.split(" && "):
        first, *rest = shlex.split(part)
        if (first, *rest[:2]) == ("python", "-m", "pipelines"):
            argument_parser().parse_args(rest[2:])
        elif first == "make":
            assert re.search(rf"^{rest[0]}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        elif first in ("pip", "streamlit"):
            assert (ROOT / next(word for word in rest if "." in word)).is_file()
        else:
            assert first in BY_HAND or rest[0] == "-c", f"{document.name}: {line} is held by no test"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", document.read_text("utf-8"))
    inside = [target.partition("#")[0] for target in targets if "://" not in target]
    assert [target for target in inside if target and not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_source_shown_can_be_read(document: Path, tmp_path: Path) -> None:
    for number, text in enumerate(block for block in blocks(document, "toml") if "[[source]]" in block):
        path = tmp_path / f"{number}.toml"
        path.write_text(text, encoding="utf-8")
        assert read_sources(path)


def test_the_dictionary_lists_the_columns_of_the_contract() -> None:
    attempts_own = [column for column in ATTEMPT_COLUMNS if column not in EVENT_COLUMNS]
    for title, columns in (("event log", EVENT_COLUMNS), ("attempt table", attempts_own)):
        listed = rows(section(DICTIONARY, f"Columns of an {title}"))
        assert sorted(Column(name, needed == "yes") for name, needed, _ in listed) == sorted(
            Column(column.name, column.is_needed) for column in columns
        )


def test_the_dictionary_lists_the_event_types_and_the_keys_of_a_source() -> None:
    assert set(re.findall(r"`([a-z]+\.[a-z_]+)`", section(DICTIONARY, "Event types"))) == EVENT_TYPES
    assert {key for key, _ in rows(section(DICTIONARY, "Keys of a source"))} == KEYS


@pytest.fixture(scope="module")
def snapshot(example: Path) -> Snapshot:
    main(["load", "--sources", "mine/sources.toml", "--quiet"])
    return open_snapshot(example / "mine" / "warehouse")


def test_the_dictionary_lists_the_relations_and_columns_of_a_snapshot(snapshot: Snapshot) -> None:
    found = snapshot.arrow(
        """SELECT table_name, column_name, data_type FROM duckdb_columns()
        WHERE database_name = 'memory' AND NOT internal ORDER BY table_name, column_index"""
    ).to_pylist()
    there: dict[str, list[list[str]]] = {}
    for table, column, kind in (row.values() for row in found):
        there.setdefault(table, []).append([column, kind])
    outputs = headings(DICTIONARY)[headings(DICTIONARY).index("events") :]
    assert set(there) == set(outputs) | NOT_FOR_READERS
    for name in outputs:
        assert [row[:2] for row in rows(section(DICTIONARY, name))] == there[name], name


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
    operated = {int(code) for code, _ in rows(section(ROOT / "docs" / "operations.md", "Loading on a schedule", 2))}
    assert told == operated == codes


def test_the_readme_names_every_page() -> None:
    titles = [row[0].split()[0] for row in rows(section(README, "The pages", 2))]
    assert titles == [locale()["page"][page.name] for page in PAGES]


def test_the_changelog_has_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert headings(ROOT / "CHANGELOG.md", 2)[0] == version
