"""The documents run: every command, every link, every sources.toml, and the README's example from top to bottom."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from documents import DICTIONARY, DOCUMENTS, OPERATIONS, README, ROOT, blocks, commands, relations_told, rows, section

from pipelines import taxonomy_docs
from pipelines.commands import argument_parser, main
from pipelines.sources import read_sources
from warehouse import Snapshot, open_snapshot

NOT_FOR_READERS = {
    "case_facts",
    "case_moments",
    "decisions",
    "events_hourly",
    "failed_case_facts",
    "failure_step_facts",
    "help_contact_facts",
    "journey_facts",
    "resolution_facts",
    "made_by",
}
BY_HAND = {"source", "export"}
MENDED = '"注销故障" = "termination.failed"'


@dataclass(frozen=True)
class Ran:
    """A command line of the README, what is shown under it there, and what it did."""

    line: str
    shown: str
    code: int
    printed: str
    complained: str


@dataclass(frozen=True)
class Example:
    """A folder with the README's own logs and sources.toml, after its commands ran in it from top to bottom."""

    folder: Path
    ran: list[Ran]

    @property
    def snapshot(self) -> Snapshot:
        return open_snapshot(self.folder / "mine" / "warehouse")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    folder = tmp_path_factory.mktemp("docs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("TERMINATION_TOKEN_KEY", "a key of no secret at all")
        patch.setenv("TERMINATION_WAREHOUSE", "mine/warehouse")
        patch.setattr(taxonomy_docs, "PATH", folder / "taxonomy.md")
        write_files(folder)
        lines = [one for one in commands(README) if one[0].startswith("python -m pipelines ")]
        yield Example(folder, [ran(folder, *one) for one in lines])


def write_files(folder: Path) -> None:
    for name, text in files_shown():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="gb18030" if path.match("logs/*.csv") else "utf-8")
    (folder / "errors.csv").write_text("error_code,message\nE1,余额未清零\n", encoding="utf-8")
    (folder / "known.csv").write_text("message,cause\n余额未清零,pp_balance_not_zero\n", encoding="utf-8")


def ran(folder: Path, line: str, shown: str = "") -> Ran:
    if " replay " in line:
        mend(folder / "mine" / "sources.toml")
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = main(shlex.split(line)[3:])
    return Ran(line, shown, code, out.getvalue(), err.getvalue())


def files_shown() -> list[tuple[str, str]]:
    """The README's files: a path in backticks ends the paragraph before each block."""
    shown = re.compile(r"`(mine/[^`]+)`:\n\n```(?:csv|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return shown.findall(README.read_text("utf-8"))


def mend(sources: Path) -> None:
    """Add to the mapping what the README tells its reader to add, once."""
    assert MENDED in README.read_text("utf-8")
    text = sources.read_text("utf-8")
    if MENDED not in text:
        head = re.search(r"^\[source\.values\.event_type\].*\n", text, re.MULTILINE)
        assert head
        sources.write_text(text.replace(head[0], f"{head[0]}{MENDED}\n"), encoding="utf-8")


def looks_like(printed: str, shown: str) -> bool:
    """Whether a command printed what the document shows; `...` stands for anything."""
    return re.fullmatch(re.escape(shown).replace(r"\.\.\.", ".*"), printed) is not None


def test_the_readme_runs_from_top_to_bottom(example: Example) -> None:
    assert len(example.ran) > 8
    for one in example.ran:
        assert (one.code, one.complained) == (0, ""), one.line
        assert not one.shown or looks_like(one.printed, one.shown), f"{one.line} printed\n{one.printed}"


def test_the_two_logs_of_the_readme_hold_the_failures_it_tells_of(example: Example) -> None:
    asked = "SELECT platform, error_code, cause_category FROM failures ORDER BY requested_at"
    assert [tuple(row.values()) for row in example.snapshot.arrow(asked).to_pylist()] == [
        ("our_wallet", "BAL_NOT_ZERO", "platform_policy"),
        ("our_card", "GW_TIMEOUT", "technical_fault"),
        ("our_wallet", None, "unclassified"),  # the row that was mended says nothing of its cause
    ]


def test_nothing_personal_is_left_of_them(example: Example) -> None:
    held = str(example.snapshot.arrow("SELECT * FROM events").to_pylist())
    assert "[phone]" in held
    assert not re.search("13800138000|W10001", held)


@pytest.mark.parametrize("document", DOCUMENTS[1:], ids=lambda path: str(path.relative_to(ROOT)))
def test_the_other_documents_ask_what_can_be_asked(document: Path, example: Example) -> None:
    for line, _ in commands(document):
        if re.match(r"python -m pipelines (sql|status|quarantine list) ", line + " "):
            one = ran(example.folder, line)
            assert (one.code, one.complained) == (0, ""), line


def test_the_token_of_a_known_wallet_finds_it(example: Example) -> None:
    line = next(line for line, _ in commands(OPERATIONS) if line.startswith("python -c"))
    ran = [sys.executable, *shlex.split(line)[1:]]
    token = subprocess.run(ran, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    asked = "SELECT count(*) AS found FROM cases WHERE wallet_token = $token"
    assert example.snapshot.arrow(asked, {"token": token}).to_pylist() == [{"found": 1}]


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


def test_the_dictionary_lists_the_relations_and_columns_of_a_snapshot(example: Example) -> None:
    found = example.snapshot.arrow(
        """SELECT table_name, column_name, data_type FROM duckdb_columns()
        WHERE database_name = 'memory' AND NOT internal ORDER BY table_name, column_index"""
    ).to_pylist()
    there: dict[str, list[list[str]]] = {}
    for table, column, kind in (row.values() for row in found):
        there.setdefault(table, []).append([column, kind])
    outputs = relations_told()
    assert set(there) == set(outputs) | NOT_FOR_READERS
    for name in outputs:
        assert [row[:2] for row in rows(section(DICTIONARY, name))] == there[name], f"data/README.md, {name}"
