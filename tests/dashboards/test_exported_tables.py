"""Files that leave the dashboard say where they come from, and run nothing."""

import io
import zipfile

import pandas as pd
import pyarrow.parquet as pq
import pytest

from dashboards.widgets.exports import defused, to_csv, to_excel, to_parquet

ABOUT = {"table": "Failures", "snapshot": "000001-abc", "rows": "2"}
FRAME = pd.DataFrame(
    {
        "message": ["=HYPERLINK('http://x')", "余额不为零"],
        "count": [-5, 3],
        "day": pd.to_datetime(["2026-11-01", "2026-11-02"]),
        "others": [["a", "b"], []],
    }
)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_gets_an_apostrophe(start: str) -> None:
    assert defused(f"{start}cmd") == f"'{start}cmd"


@pytest.mark.parametrize("harmless", [-5, 3.2, "a=b", "余额", None])
def test_numbers_and_words_stay(harmless: object) -> None:
    assert defused(harmless) == harmless


def test_csv_tells_its_origin_and_reads_back() -> None:
    written = to_csv(FRAME, ABOUT)
    assert written.startswith(b"\xef\xbb\xbf# table: Failures\r\n# snapshot: 000001-abc\r\n# rows: 2\r\n")
    read = pd.read_csv(io.BytesIO(written), comment="#", encoding="utf-8-sig")
    assert read["message"].tolist() == ["'=HYPERLINK('http://x')", "余额不为零"]
    assert read["count"].tolist() == [-5, 3]
    assert read["others"].iloc[0] == "a, b"


def test_excel_holds_text_not_formulas() -> None:
    book = zipfile.ZipFile(io.BytesIO(to_excel(FRAME, ABOUT)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "<v>-5</v>" in sheet
    assert "'=HYPERLINK" in strings
    assert "000001-abc" in strings


def test_parquet_keeps_types_and_tells_its_origin() -> None:
    table = pq.read_table(io.BytesIO(to_parquet(FRAME, ABOUT)))
    assert table.schema.metadata[b"snapshot"] == b"000001-abc"
    assert table.column("count").to_pylist() == [-5, 3]
    assert table.column("others").to_pylist() == [["a", "b"], []]
