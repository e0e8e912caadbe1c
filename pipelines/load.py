"""One load, whole: files in, one new snapshot out, or nothing at all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines.classify import Taxonomy
from pipelines.duplicates import remove_duplicates
from pipelines.engines.duckdb import DuckDBEngine, parquet_sql
from pipelines.intake import Arrived, Intake, LogFile, Receiver
from pipelines.ledger import Batch, counts_text
from pipelines.progress import Progress
from pipelines.publishing import Delivery, Publication, Published
from pipelines.site import open_site
from pipelines.tokens import token_key


@dataclass(frozen=True)
class Settings:
    """How a load is done: where to, when it is, and the zone in which days begin (None keeps what was)."""

    folder: Path
    loaded_at: datetime
    utc_offset_minutes: int | None = None
    is_silent: bool = False


@dataclass(frozen=True)
class Loaded:
    """What a load did. `published` is None where there was nothing new to publish."""

    intake: Intake
    batches: tuple[Batch, ...]
    published: Published | None


def load(files: Iterable[LogFile], settings: Settings) -> Loaded:
    """Load log files into the warehouse and publish one snapshot.

    Raises AnotherLoader, NewerWarehouse, TokenKeyError, TaxonomyError, EngineError or AuditFailed; each says what to
    do, and after each the last snapshot stands as it was. Files that cannot be read are in the result, not raised.
    """
    files = list(files)
    taxonomy = Taxonomy.read()
    key = token_key(settings.folder)
    with open_site(settings.folder) as site, Progress(_total_bytes(files), settings.is_silent) as progress:
        intake = Receiver(site.engine, key, site.staging, site.ledger, progress).receive(files)
        progress.step("counting")
        duplicates = remove_duplicates(site.engine, intake.parts(), site.published_parts())
        batches = {one.batch_id: _batch(site.engine, one, duplicates, settings.loaded_at) for one in intake.arrived}
        parts = {one.batch_id: one.landed.parts for one in intake.arrived}
        refused = {one.batch_id: one.refused_rows for one in intake.arrived}
        delivery = Delivery(settings.loaded_at, batches, parts, refused)
        published = Publication(site, taxonomy, delivery, settings.utc_offset_minutes).publish()
        return Loaded(intake, tuple(batches.values()), published)


def _total_bytes(files: list[LogFile]) -> int:
    return sum(file.path.stat().st_size for file in files if file.path.is_file())


def _batch(engine: DuckDBEngine, one: Arrived, duplicates: Counter[str], loaded_at: datetime) -> Batch:
    landed, first, last = one.landed, None, None
    if landed.parts:
        first, last = engine.rows(f"SELECT min(occurred_at), max(occurred_at) FROM ({parquet_sql(landed.parts)})")[0]
    duplicate = duplicates[one.batch_id]
    return Batch(
        batch_id=one.batch_id,
        source=one.file.source.name,
        source_file=str(one.file.path),
        loaded_at=loaded_at,
        rows_read=landed.rows_read,
        rows_accepted=landed.rows_read - landed.rows_quarantined - duplicate,
        rows_duplicate=duplicate,
        rows_quarantined=landed.rows_quarantined,
        rows_out_of_scope=landed.rows_out_of_scope,
        first_event_at=first,
        last_event_at=last,
        format=one.layout.format,
        encoding=one.encoding,
        count_bytes=one.file.path.stat().st_size,
        rules=counts_text(landed.rules),
        drift=counts_text(landed.drift),
    )
