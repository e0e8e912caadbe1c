"""The digest written to a file: HTML with plain text beside it, plain text alone, or an e-mail that holds both."""

import html
import os
import re
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from dashboards.digest.html_body import html_body
from dashboards.digest.letter import DigestFailed, Letter, Line, letter
from dashboards.report.inline import inline
from dashboards.report.writing import replace
from dashboards.store import NewerWarehouse, NoWarehouse
from dashboards.text import text

TOLD = (DigestFailed, NoWarehouse, NewerWarehouse)
MARKUP = re.compile(r"<[^>]+>")


def write(out: Path, language: str, week_of: date | None, filters: str, url: str, warehouse: Path | None) -> None:
    """Write the digest as the suffix says: .html (and .txt beside it), .txt, or .eml without sender and receiver.

    Raises DigestFailed, NoWarehouse, NewerWarehouse, OSError.
    """
    if out.suffix.lower() not in (".html", ".txt", ".eml"):
        raise DigestFailed(f"{out} is neither .html, .txt nor .eml. Name one of them.")
    if not re.match(r"https?://[^\s<>\"']+$", url):
        raise DigestFailed(f"{url} is no address of a dashboard. Give one like https://host:8501.")
    if warehouse:
        os.environ["TERMINATION_WAREHOUSE"] = str(warehouse)
    said = letter(language, week_of, filters, url)
    for suffix, content in written(said, out.suffix.lower()).items():
        replace(out.with_suffix(suffix), content)


def written(said: Letter, suffix: str) -> dict[str, bytes]:
    """The contents by suffix."""
    if suffix == ".eml":
        return {suffix: message(said).as_bytes(policy=SMTP)}
    plain = {".txt": text_body(said).encode()}
    return plain if suffix == ".txt" else {suffix: html_body(said).encode(), **plain}


def message(said: Letter) -> EmailMessage:
    """Both forms as one e-mail; who sends it to whom is the sender's to add."""
    mail = EmailMessage()
    mail["Subject"] = said.title
    mail.set_content(text_body(said))
    mail.add_alternative(html_body(said), subtype="html")
    return mail


def text_body(said: Letter) -> str:
    """The letter for readers without HTML."""
    say = text(said.language)
    parts = [f"{said.title}\n{said.compared}"]
    parts += [section(say("digest.figures"), [f"{line.title}: {line.said}  {line.note}" for line in said.figures])]
    parts += [section(say("card.findings"), [f"{line.said}\n  {line.url}" for line in said.findings])]
    parts += [section(say("digest.open"), [f"{line.title}: {line.url}" for line in said.links])]
    parts += [section(say("paper.definitions"), [f"{line.title}: {line.said}" for line in said.definitions])]
    parts += [section(say("digest.origin"), [named(line) for line in said.origin])]
    return "\n\n".join(filter(None, parts)) + "\n"


def named(line: Line) -> str:
    return f"{line.title}: {line.said}"


def section(title: str, lines: list[str]) -> str:
    """A title over its lines; nothing without any."""
    told = "\n".join(f"- {unmarked(line)}" for line in lines)
    return f"{title}\n{'=' * len(title)}\n{told}" if lines else ""


def unmarked(markdown: str) -> str:
    """Markdown as plain text."""
    return html.unescape(MARKUP.sub("", inline(markdown)))
