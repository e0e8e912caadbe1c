"""The product's documents, and how a test reads them."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
DICTIONARY = ROOT / "data" / "README.md"
METRICS = ROOT / "docs" / "metrics.md"
OPERATIONS = ROOT / "docs" / "operations.md"
DOCUMENTS = [
    *(README, DICTIONARY, ROOT / "CHANGELOG.md", ROOT / "pipelines" / "taxonomy" / "README.md"),
    *sorted((ROOT / "docs").glob("*.md")),
]


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


def relations_told() -> list[str]:
    """The relations that the data dictionary describes, in its order."""
    told = headings(DICTIONARY)
    return told[told.index("events") :]
