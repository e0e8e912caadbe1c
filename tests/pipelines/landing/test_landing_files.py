"""Every format, encoding and compression of the contract; a broken file is refused whole, in one sentence."""

import gzip
import json
import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from landed_files import GOOD, HEAD, Land, log

from pipelines.contract import FileRefused
from pipelines.engines.duckdb import DuckDBEngine
from pipelines.landing import Landing
from pipelines.layout import read_layout
from pipelines.sources import Source

CHINESE = GOOD.replace("balance left", "余额未清零")
ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("is_stated", [True, False])
@pytest.mark.parametrize("slice_bytes", [100, 1 << 20])
def test_encodings_are_detected_or_stated(land: Land, encoding: str, is_stated: bool, slice_bytes: int) -> None:
    stated = encoding if is_stated else None
    outcome = land(log(CHINESE, CHINESE).encode(encoding), encoding=stated, slice_bytes=slice_bytes)
    assert [event["message"] for event in outcome.events] == ["余额未清零"] * 2


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(("pack", "name"), [(gzip.compress, "a.gz"), (zstandard.compress, "a.zst"), (bytes, "a.csv")])
def test_compressed_files_read_as_plain_ones(land: Land, encoding: str, pack: object, name: str) -> None:
    assert callable(pack)
    outcome = land(pack(log(CHINESE, CHINESE).encode(encoding)), name=name)
    assert outcome.lines == [2, 3]


def test_frames_and_members_follow_one_another(land: Land) -> None:
    first, second = log(GOOD).encode(), (GOOD + "\n").encode()
    for pack in (gzip.compress, zstandard.compress):
        assert land(pack(first) + pack(second)).lines == [2, 3]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters_are_found(land: Land, delimiter: str) -> None:
    assert land(log(GOOD, GOOD).replace(",", delimiter)).lines == [2, 3]


def test_a_log_without_a_newline_at_its_end(land: Land) -> None:
    assert land(log(GOOD, GOOD).removesuffix("\n")).lines == [2, 3]


def test_json_lines(land: Land) -> None:
    row = dict(zip(HEAD.split(","), GOOD.split(","), strict=True))
    text = "\n".join([json.dumps(row), "", "{broken", json.dumps(row), "[1]", '"text"', json.dumps(row)])
    outcome = land(text, name="log.jsonl")
    assert outcome.lines == [1, 4, 7]
    assert outcome.rules == [(3, "json_unreadable"), (5, "json_unreadable"), (6, "json_unreadable")]


def parquet(path: Path, **columns: object) -> Path:
    base = {"event_type": ["termination.failed"], "wallet_id": ["W1"], "platform": ["dragonfly"]}
    pq.write_table(pa.table({**base, **columns}), path)
    return path


@pytest.mark.parametrize(
    ("type_", "utc"),
    [
        (pa.timestamp("us", tz="Asia/Shanghai"), "2026-03-01 08:00:00"),
        (pa.timestamp("ns", tz="UTC"), "2026-03-01 08:00:00"),
        (pa.timestamp("ms"), "2026-03-01 00:00:00"),  # without a zone it is local, eight hours ahead of UTC
    ],
)
def test_native_timestamps(land: Land, tmp_path: Path, type_: pa.DataType, utc: str) -> None:
    instant = datetime(2026, 3, 1, 8, tzinfo=UTC)
    column = pa.array([instant if type_.tz else instant.replace(tzinfo=None)], type_)
    outcome = land(parquet(tmp_path / "a.parquet", occurred_at=column), timezone="Asia/Shanghai")
    assert str(outcome.events[0]["occurred_at"]) == utc


def test_native_decimals_and_nested_attributes(land: Land, tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "a.parquet",
        occurred_at=[datetime(2026, 3, 1, tzinfo=UTC)],
        amount=pa.array([Decimal("12.50")], pa.decimal128(10, 2)),
        attributes=[{"a": {"b": [1, None]}}],
        build=[7],
    )
    outcome = land(path)
    assert str(outcome.events[0]["amount"]) == "12.5000"
    assert json.loads(outcome.events[0]["attributes"]) == {"a": {"b": [1, None]}, "build": "7"}
    assert outcome.landed.drift == {"build": 1}


def refusal(land: Land, content: bytes | Path, **settings: object) -> str:
    with pytest.raises(FileRefused) as error:
        land(content, **settings)
    assert "\n" not in str(error.value)
    return str(error.value)


ROWS = "\n".join([GOOD] * 20_000).encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04rest", "an Excel or zip file; save it as CSV"),
        (b"\xd0\xcf\x11\xe0rest", "an old Excel file"),
        (bytes(range(256)) * 50, "is a binary file"),
        (gzip.compress(os.urandom(200_000))[:100_000], "is damaged"),
        (b"\x1f\x8b\x08garbage that is no gzip", "is damaged"),
        (zstandard.compress(log(GOOD).encode())[:-6], "is damaged"),
        (gzip.compress(log().encode() + ROWS)[:-100], "is damaged"),
        (zstandard.compress(log().encode() + ROWS)[:-3], "is damaged"),
        (b'[{"occurred_at": 1}]', "is one JSON list"),
        (b"\xff\xfa\xfb\n" * 100, "neither UTF-8 nor GB18030"),
        (log(GOOD, head=HEAD + ",platform").encode(), 'the column "platform" is there twice'),
        (log(GOOD, head=HEAD + ',"open').encode(), "the quotes of its column names do not match"),
        (",".join(f"c{n}" for n in range(10_000)).encode(), "has 10000 columns"),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(land: Land, content: bytes, says: str) -> None:
    assert says in refusal(land, content)


def test_a_refused_file_leaves_no_part_behind(land: Land, tmp_path: Path) -> None:
    packed = gzip.compress(log().encode() + ROWS)
    assert "is damaged" in refusal(land, packed[:-100], slice_bytes=1 << 16)
    assert not (tmp_path / "parts").exists()


def test_a_folder_and_a_missing_file(land: Land, tmp_path: Path) -> None:
    assert "is a folder" in refusal(land, tmp_path)
    assert "There is no file" in refusal(land, tmp_path / "nowhere.csv")


def test_a_missing_column_comes_with_the_line_that_mends_it(land: Land) -> None:
    said = refusal(land, log(GOOD, head=HEAD.replace("wallet_id", "wallet")).encode())
    assert 'no column "wallet_id", which is needed as wallet_id' in said
    assert 'wallet_id = "<their name>" under [source.columns]' in said


def test_a_mapped_column_that_is_not_there(land: Land) -> None:
    said = refusal(land, log(GOOD).encode(), columns={"region": "province"})
    assert 'no column "province", which source "test" maps' in said


def test_a_wrong_stated_encoding_comes_with_the_right_one(land: Land) -> None:
    said = refusal(land, log(CHINESE).encode("gb18030"), encoding="utf-8")
    assert 'set encoding = "gb18030"' in said
    assert "is not known" in refusal(land, log(GOOD).encode(), encoding="klingon")


def test_a_header_alone_is_an_empty_log(land: Land) -> None:
    outcome = land(HEAD + "\n")
    assert (outcome.events, outcome.landed.rows_read) == ([], 0)


@pytest.mark.parametrize("wrong", ["no.time,x,W,aurora,E,m", GOOD.replace("failed", "exploded")])
def test_a_file_without_one_sound_row_is_refused(land: Land, wrong: str) -> None:
    assert "none of its 2 rows can be loaded; 2 break the rule" in refusal(land, log(wrong, wrong).encode())


@pytest.mark.parametrize("content", [b"PAR1 and nothing else", b"PAR1" + b"\0" * 500 + b"PAR1", b"no parquet"])
def test_what_only_claims_to_be_parquet(land: Land, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(content)
    assert "arquet" in refusal(land, path)


def test_a_parquet_file_with_a_damaged_page(land: Land, tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", occurred_at=["2026-03-01T08:00:00Z"])
    content = path.read_bytes()
    path.write_bytes(content[:4] + b"\xff" * 60 + content[64:])
    assert "is no readable Parquet file" in refusal(land, path)


def test_a_file_that_shrinks_while_it_is_read(engine: DuckDBEngine, tmp_path: Path) -> None:
    path, source = tmp_path / "log.csv", Source("test")
    path.write_text(log(GOOD))
    layout = read_layout(path, source)
    path.write_text("")
    landed = Landing(engine, source, layout, "batch", b"k" * 32, tmp_path / "parts").run(lambda *_: None)
    assert landed.rows_read == 0


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(min_size=1, max_size=300), st.text(min_size=1, max_size=80).map(str.encode)))
def test_no_file_ends_in_a_traceback(land: Land, content: bytes) -> None:
    refusal(land, content)
