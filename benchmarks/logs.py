"""A log of any size: the demonstration's largest one, repeated with other wallets, people and event ids."""

import csv
from pathlib import Path

from pipelines.demo import write
from warehouse.connect import connect, literal

WORK = Path(__file__).parent / "work"
WALLETS = 200_000  # of the demonstration; about 370,000 events of its first source


def event_log(count_events: int) -> Path:
    """A UTF-8 CSV of so many events (about 185 bytes each, Chinese and English messages); made once."""
    path = WORK / f"events-{count_events}.csv"
    if not path.exists():
        _write(path, count_events)
    return path


def day_log(count_events: int) -> Path:
    """As many events as one more day brings, all of wallets the large log knows, spread over the 180 days after it."""
    path = WORK / f"day-{count_events}.csv"
    if not path.exists():
        _write(path, count_events, shift="180 DAYS", tag="d")
    return path


def _write(path: Path, count_events: int, shift: str = "0 DAYS", tag: str = "") -> None:
    sample = WORK / "sample"
    if not (sample / "sources.toml").exists():
        write(sample, wallets=WALLETS, seed=5)
    files = sorted(sample.glob("aurora/*.csv"))
    with files[0].open(encoding="utf-8") as file:
        names = next(csv.reader(file))
    connection = connect()
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    options = "header=true, auto_detect=false, ignore_errors=true, strict_mode=false, quote='\"', escape='\"'"
    rows = f"read_csv({literal([str(one) for one in files])}, columns={{{columns}}}, {options})"
    connection.execute(f"CREATE TABLE sample AS SELECT DISTINCT ON (event_id) * FROM {rows} WHERE {SOUND}")
    copies = -(-count_events // connection.execute("SELECT count(*) FROM sample").fetchall()[0][0])
    connection.execute(
        f"COPY (SELECT {_repeated(names, shift, tag)} FROM range({copies}) r(copy), sample "
        f"LIMIT {count_events}) TO {literal(str(path))} (HEADER)"
    )


# What DuckDB's own COPY reads without an error, so that both read the same rows.
SOUND = """
    try_cast(occurred_at AS TIMESTAMPTZ) IS NOT NULL AND event_type LIKE '%.%' AND event_type <> 'termination.escalated'
    AND wallet_id <> '' AND (amount IS NULL OR try_cast(amount AS DECIMAL(18, 4)) IS NOT NULL)
    AND coalesce(length(currency), 3) = 3 AND (attributes IS NULL OR json_valid(attributes))"""


def _repeated(names: list[str], shift: str, tag: str) -> str:
    """Each copy has ids of its own; a tag keeps the events, but not the wallets, of two logs apart."""
    moved = f"strftime(try_cast(occurred_at AS TIMESTAMPTZ) + INTERVAL '{shift}', '%Y-%m-%dT%H:%M:%S.%gZ')"
    expressions = {
        "event_id": f"event_id || '-{tag}' || copy",
        "request_id": f"request_id || '-{tag}' || copy",
        "wallet_id": "wallet_id || '-' || copy",
        "user_id": "user_id || '-' || copy",
        "occurred_at": moved,
    }
    return ", ".join(f"{expressions[name]} AS {name}" if name in expressions else name for name in names)
