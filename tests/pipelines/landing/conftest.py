"""Landing one small file with a real engine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from landed_files import KEY, Land, Outcome, outcome

from pipelines.engines.duckdb import DuckDBEngine
from pipelines.landing import Landing
from pipelines.layout import read_layout
from pipelines.sources import Source


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    engine = DuckDBEngine(tmp_path_factory.mktemp("engine"))
    yield engine
    engine.close()


@pytest.fixture
def land(engine: DuckDBEngine, tmp_path: Path) -> Land:
    """land(content, name="log.csv", only_lines=..., slice_bytes=..., and the fields of the source)."""

    def landed(content: str | bytes | Path, name: str = "log.csv", **settings: Any) -> Outcome:
        path = content if isinstance(content, Path) else tmp_path / name
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        of_landing = {key: settings.pop(key) for key in ("only_lines", "slice_bytes") if key in settings}
        source = Source("test", **settings)
        layout = read_layout(path, source)
        landing = Landing(engine, source, layout, "batch", KEY, tmp_path / "parts", **of_landing)
        return outcome(engine, landing.run(lambda bytes_read, rows_read: None))

    return landed
