"""A report written to a file, whole or not at all."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qs

from dashboards.frame import look
from dashboards.report.document import document
from dashboards.report.paper import ReportFailed, to_pdf
from dashboards.report.sheets import draw
from dashboards.store import NewerWarehouse, NoWarehouse
from dashboards.text import text

TOLD = (ReportFailed, NoWarehouse, NewerWarehouse)
HTML, PDF = ".html", ".pdf"
MOST_ROWS = {HTML: 200, PDF: 30}


def write(out: Path, language: str, names: Sequence[str], address: str, warehouse: Path | None) -> None:
    """Write the pages of these names (all where there are none) under an address's filters, as the suffix says.

    Raises ReportFailed, NoWarehouse, NewerWarehouse, OSError.
    """
    kind = out.suffix.lower()
    if kind not in MOST_ROWS:
        raise ReportFailed(f"{out} is neither .html nor .pdf. Name one of them.")
    if warehouse:
        os.environ["TERMINATION_WAREHOUSE"] = str(warehouse)
    say, asked = text(language), parse_qs(address.lstrip("?"))
    view = look(say, asked)
    drawn = document(view, draw(asked, say, MOST_ROWS[kind], names), is_on_paper=kind == PDF)
    replace(out, to_pdf(drawn) if kind == PDF else drawn.encode())


def replace(out: Path, content: bytes) -> None:
    """The whole file or none of it."""
    part = out.with_name(f"{out.name}.part")
    part.write_bytes(content)
    part.replace(out)
