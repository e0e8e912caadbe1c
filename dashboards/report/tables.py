"""A table of a page as an HTML table: the same columns under the same headings, values written alike."""

import html
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from dashboards.text import NOTHING, Text

# Buttons do nothing on paper; small charts inside cells are left to the page.
NOT_ON_PAPER = ("button", "area_chart", "bar_chart", "line_chart")
Columns = Mapping[str, Mapping[str, Any]]


def table(frame: pd.DataFrame, config: str, most: int, say: Text) -> str:
    """The frame as `config`, Streamlit's JSON of its columns, has it drawn; of a long one the first `most` rows."""
    columns: Columns = json.loads(config or "{}")
    kept = [name for name in frame.columns if is_shown(columns.get(str(name), {}))]
    heads = "".join(f"<th>{html.escape(label(columns, name))}</th>" for name in kept)
    rows = "".join(row(values, kept, columns, say) for values in frame[kept].head(most).itertuples(index=False))
    written = f'<div class="table"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    if len(frame) <= most:
        return written
    told = say("paper.rows", shown=say.number(most), count=say.number(len(frame)))
    return f'{written}<p class="small">{told}</p>'


def is_shown(column: Mapping[str, Any]) -> bool:
    return not column.get("hidden") and kind_of(column) not in NOT_ON_PAPER


def kind_of(column: Mapping[str, Any]) -> str:
    return str((column.get("type_config") or {}).get("type") or "")


def label(columns: Columns, name: object) -> str:
    return str(columns.get(str(name), {}).get("label") or name)


def row(values: Iterable[Any], names: list[str], columns: Columns, say: Text) -> str:
    cells = (cell(value, columns.get(str(name), {}), say) for name, value in zip(names, values, strict=True))
    return f"<tr>{''.join(cells)}</tr>"


def cell(value: Any, column: Mapping[str, Any], say: Text) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    written = html.escape(as_text(value, str((column.get("type_config") or {}).get("format") or ""), say))
    return f'<td class="number">{written}</td>' if is_number else f"<td>{written}</td>"


def as_text(value: Any, pattern: str, say: Text) -> str:
    """A value as its column writes it; a missing one is a dash."""
    if isinstance(value, list | tuple) or hasattr(value, "tolist"):
        return say.listed(value) or NOTHING
    if value is None or pd.isna(value):
        return NOTHING
    if isinstance(value, bool):
        return "✓" if value else NOTHING
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if pattern == "YYYY-MM-DD" or is_midnight(value) else "%Y-%m-%d %H:%M")
    if isinstance(value, int | float):
        return number(float(value), pattern, say)
    return value.isoformat() if isinstance(value, date) else str(value)


def is_midnight(at: datetime) -> bool:
    return not (at.hour or at.minute or at.second)


def number(value: float, pattern: str, say: Text) -> str:
    """By the column's pattern: percent of a share, printf, or plain with as many digits as it needs."""
    if pattern == "percent":
        return say.percent(value, 2)
    if "%" in pattern:
        return pattern % value
    return say.number(value, 0 if value == round(value) else 2)
