"""Tables as files that carry where they come from. Formulas hidden in log text are defused."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from warehouse.cells import defused

About = Mapping[str, str]


def cell(value: Any) -> object:
    """A value as one cell: lists joined, missing values empty, days and days and instants in ISO."""
    if isinstance(value, list | tuple) or (hasattr(value, "tolist") and not pd.api.types.is_scalar(value)):
        return defused(", ".join(str(item) for item in value))
    if value is None or pd.isna(value):
        return None
    if isinstance(value, date):
        return str(value)
    return defused(value.item() if hasattr(value, "item") else value)


def rows(frame: pd.DataFrame) -> list[list[object]]:
    return [[cell(value) for value in row] for row in frame.itertuples(index=False, name=None)]


def to_csv(frame: pd.DataFrame, about: About) -> bytes:
    """UTF-8 with a byte-order mark, which Excel needs; lines beginning with # tell the origin."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows([f"# {key}: {value}"] for key, value in about.items())
    writer.writerow([defused(str(name)) for name in frame.columns])
    writer.writerows(rows(frame))
    return file.getvalue().encode("utf-8-sig")


def to_excel(frame: pd.DataFrame, about: About) -> bytes:
    """A workbook with the rows on one sheet and where they come from on another."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(file, options) as book:
        header = book.add_format({"bold": True, "bottom": 1})
        table = book.add_worksheet("data")
        table.write_row(0, 0, [defused(str(name)) for name in frame.columns], header)
        for number, row in enumerate(rows(frame), start=1):
            table.write_row(number, 0, row)
        table.freeze_panes(1, 0)
        origin = book.add_worksheet("about")
        for number, (key, value) in enumerate(about.items()):
            origin.write_row(number, 0, [key, defused(value)])
    return file.getvalue()


def to_parquet(frame: pd.DataFrame, about: About) -> bytes:
    """Parquet with typed columns; where they come from is in the schema's metadata."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **about})
    file = io.BytesIO()
    pq.write_table(table, file)
    return file.getvalue()


FORMATS = {
    "csv": ("CSV", to_csv, "text/csv"),
    "xlsx": ("Excel", to_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": ("Parquet", to_parquet, "application/vnd.apache.parquet"),
}
