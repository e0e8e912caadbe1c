"""The files hold what truth.json says, in the forms their sources state, with broken rows of every kind."""

import gzip
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from demo_logs import Demo

from pipelines.sources import read_sources

CONTINUED = b"  in "  # the second line of the one message that has two


def count_rows(path: Path) -> int:
    if path.suffix == ".parquet":
        return int(pq.read_metadata(path).num_rows)
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = [line for line in data.splitlines() if not line.startswith(CONTINUED)]
    return len(lines) - (path.suffix == ".csv")


def test_the_truth_counts_the_rows_of_every_file(demo: Demo) -> None:
    held = {file["path"]: file["rows"] for file in demo.truth["files"]}
    assert {path: count_rows(demo.folder / path) for path in held} == held
    assert sum(held.values()) == demo.truth["rows"]


def test_rows_add_up(demo: Demo) -> None:
    for file in demo.truth["files"]:
        parts = file["sound"] + file["repeated"] + file["sent_again"] + sum(file["broken"].values())
        assert file["rows"] == parts, file["path"]


def test_every_way_to_be_broken_is_there(demo: Demo) -> None:
    broken: Counter[str] = Counter()
    for file in demo.truth["files"]:
        broken.update(file["broken"])
    assert set(broken) == {
        *("wallet_id_missing", "event_type_unknown", "occurred_at_unreadable", "occurred_at_missing"),
        *("amount_not_a_number", "currency_unknown", "attributes_not_json", "columns_do_not_match"),
        *("quotes_do_not_match", "bytes_unreadable", "json_unreadable"),
        *("requested_at_unreadable", "outcome_unknown", "decided_before_requested"),
    }
    assert 0.001 < sum(broken.values()) / demo.truth["rows"] < 0.01


@pytest.mark.parametrize("kind", ["repeated", "sent_again", "late"])
def test_some_rows_come_twice_or_late(demo: Demo, kind: str) -> None:
    for source in ("aurora", "bamboo", "cinnabar", "dragonfly"):
        assert sum(file[kind] for file in demo.files(source)) > 0, source


def test_open_attempts_come_again_when_decided(demo: Demo) -> None:
    paths = [str(demo.folder / file["path"]) for file in demo.files("egret_attempts")]
    found = duckdb.execute(
        """SELECT count(*) FROM (
            SELECT case_no FROM read_csv($paths, all_varchar = true, ignore_errors = true)
            GROUP BY case_no
            HAVING bool_or(status = '处理中') AND bool_or(status IN ('成功', '失败', '撤销')))""",
        {"paths": paths},
    ).fetchall()
    assert found[0][0] > 5


def test_a_column_nobody_announced_comes_later(demo: Demo) -> None:
    headers = [
        (demo.folder / file["path"]).read_text("utf-8", "replace").split("\n")[0]
        for file in demo.files("aurora")
    ]
    assert ["experiment_arm" in header for header in headers] == [False] * 4 + [True] * 3
    assert [file["surprise_column"] for file in demo.files("aurora")] == [None] * 4 + ["experiment_arm"] * 3


def test_parquet_events_are_each_there_once_but_for_the_counted_copies(demo: Demo) -> None:
    paths = [str(demo.folder / file["path"]) for file in demo.files("dragonfly")]
    rows, events = duckdb.execute(
        "SELECT count(*), count(DISTINCT event_id) FROM read_parquet($paths)", {"paths": paths}
    ).fetchall()[0]
    assert events == sum(file["sound"] for file in demo.files("dragonfly"))
    assert rows == sum(file["rows"] for file in demo.files("dragonfly"))


def test_bamboo_is_gb18030_in_local_time_without_request_id(demo: Demo, bamboo: list[dict[str, str]]) -> None:
    data = (demo.folder / "bamboo/log-2026-09.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    header = data.split(b"\n", 1)[0].decode("gb18030")
    assert header.startswith("发生时间,事件,钱包号,流水号")
    assert "request" not in header
    # in Shanghai the log ends at 2026-11-20 17:00, and begins at midnight 180 days before
    written = [row["发生时间"] for row in bamboo]
    times = sorted(at for at in written if at.startswith("2026") and "13-45" not in at)
    assert times[0][:10] == "2026-05-24"
    assert "2026-11-20 16:00" < times[-1] <= "2026-11-20 17:00:00"


def test_cinnabar_is_gzip_without_event_id_and_without_a_clock(
    demo: Demo, cinnabar: list[dict[str, Any]]
) -> None:
    assert (demo.folder / "cinnabar/events-2026-09.jsonl.gz").read_bytes()[4:8] == bytes(4)
    assert not any("event_id" in row for row in cinnabar)
    assert any(isinstance(row.get("ext"), dict) for row in cinnabar)


def test_text_is_in_the_encoding_its_source_states_but_for_the_counted_lines(demo: Demo) -> None:
    encodings = {source.name: source.encoding for source in read_sources(demo.folder / "sources.toml")}
    for file in demo.truth["files"]:
        if encoding := encodings[file["source"]]:
            lines = lines_of(demo.folder / file["path"])
            undecodable = sum(not is_text(line, encoding) for line in lines)
            assert undecodable == file["broken"].get("bytes_unreadable", 0), file["path"]


def lines_of(path: Path) -> list[bytes]:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).split(b"\n")


def is_text(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def test_duckdb_reads_json_lines_and_parquet(demo: Demo) -> None:
    readers = {
        "cinnabar": "read_json($path, format = 'newline_delimited', ignore_errors = true)",
        "dragonfly": "read_parquet($path)",
    }
    for source, reader in readers.items():
        file = demo.files(source)[3]
        path = {"path": str(demo.folder / file["path"])}
        count = duckdb.execute(f"SELECT count(*) FROM {reader}", path).fetchall()[0][0]
        assert count > 0.99 * file["rows"], source
