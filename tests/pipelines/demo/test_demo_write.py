"""The same seed gives the same bytes; another seed gives others; an old run leaves nothing behind."""

import gzip
import hashlib
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.demo import write
from pipelines.sources import read_sources

FEW = 300


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "one", wallets=FEW, seed=7)
    write(tmp_path / "two", wallets=FEW, seed=7)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_another_seed_gives_other_bytes(tmp_path: Path) -> None:
    write(tmp_path / "one", wallets=FEW, seed=7)
    write(tmp_path / "two", wallets=FEW, seed=8)
    one, two = digests(tmp_path / "one"), digests(tmp_path / "two")
    same = {name for name in one if one[name] == two.get(name)}
    assert same == {"sources.toml"}


def test_a_shorter_run_takes_away_the_files_of_a_longer_one(tmp_path: Path) -> None:
    write(tmp_path, wallets=FEW, days=180)
    write(tmp_path, wallets=FEW, days=10)
    assert sorted(path.name for path in tmp_path.glob("aurora/*")) == ["events-2026-11.csv"]
    assert not list(tmp_path.glob("spill*"))


def test_the_sample_in_the_repository_is_what_the_simulator_writes(tmp_path: Path) -> None:
    sample = Path(__file__).resolve().parents[3] / "data" / "raw"
    write(tmp_path, wallets=FEW, seed=7)
    advice = "write it anew: python -m pipelines demo --out data/raw --wallets 300 --seed 7"
    for name in digests(tmp_path):
        assert content(sample / name) == content(tmp_path / name), f"{name}: {advice}"


def content(path: Path) -> object:
    """What a file says: another machine may compress the same content to other bytes."""
    if path.suffix == ".parquet":
        return pq.read_table(path)
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def test_sources_that_the_loader_reads_match_every_file(tmp_path: Path) -> None:
    path = write(tmp_path, wallets=FEW)
    sources = read_sources(path)
    found = {file for source in sources for file in source.paths()}
    suffixes = {".csv", ".gz", ".parquet"}
    logs = {file for file in tmp_path.rglob("*") if file.suffix in suffixes and "truth" not in file.parts}
    assert path == tmp_path / "sources.toml"
    assert found == logs


def test_progress_is_told_from_start_to_end(tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []
    write(tmp_path, wallets=FEW, progress=lambda fraction, label: told.append((fraction, label)))
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert told[-1] == (1.0, "wrote the truth")
    assert all(label for _, label in told)


@pytest.mark.parametrize(("wallets", "days"), [(1, 3), (2, 1), (40, 365)])
def test_any_size_is_written(tmp_path: Path, wallets: int, days: int) -> None:
    assert write(tmp_path, wallets=wallets, days=days).exists()


@pytest.mark.parametrize(("wallets", "days"), [(0, 180), (10, 0)])
def test_nothing_at_all_is_refused(tmp_path: Path, wallets: int, days: int) -> None:
    with pytest.raises(ValueError, match="ask for at least one of each"):
        write(tmp_path, wallets=wallets, days=days)
