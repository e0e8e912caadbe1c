"""Quarantined rows, read again from the files they came in, once a source or a mapping was mended."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipelines.classify import Taxonomy
from pipelines.duplicates import remove_duplicates
from pipelines.intake import Arrived, LogFile, Receiver, digest
from pipelines.ledger import Batch, counts_text
from pipelines.named_files import DEFAULT_SOURCE
from pipelines.progress import Progress
from pipelines.publishing import Delivery, Publication
from pipelines.site import Site, open_site
from pipelines.sources import Source, SourceError, read_sources, ready_source
from pipelines.tokens import token_key
from warehouse.connect import literal


class ReplayError(Exception):
    """Rows that cannot be read again, and why."""


@dataclass(frozen=True)
class Replayed:
    """One file whose refused rows were read again: how many, and what became of them."""

    source_file: str
    rows_read: int
    rows_accepted: int
    rows_duplicate: int
    rows_quarantined: int


@dataclass(frozen=True)
class Replay:
    """What was read again, and for each batch that could not be the reason."""

    replayed: tuple[Replayed, ...]
    skipped: tuple[str, ...]


def replay(folder: Path, sources_file: Path | None, batch_id: str | None, at: datetime) -> Replay:
    """Read the quarantined rows of all batches, or of one, again and publish what is sound now.

    The rows move from quarantined to accepted or duplicate within their batch. A batch whose file is gone or has
    changed is skipped; where it was asked for by its id, that raises ReplayError. Raises SourceError too.
    """
    taxonomy, key = Taxonomy.read(), token_key(folder)
    sources = {source.name: source for source in read_sources(sources_file)} if sources_file else {}
    with open_site(folder) as site, Progress(0, is_silent=True) as progress:
        batches = _with_refused_rows(site, batch_id)
        receiver = Receiver(site.engine, key, site.staging, {}, progress)
        arrived, skipped = _read_again(site, receiver, batches, sources)
        if skipped and batch_id is not None:
            raise ReplayError(skipped[0])
        parts = [part for one in arrived for part in one.landed.parts]
        duplicates = remove_duplicates(site.engine, parts, site.published_parts())
        delivery = Delivery(
            at=at,
            batches={one.batch_id: _moved(site.ledger[one.batch_id], one, duplicates, at) for one in arrived},
            parts={one.batch_id: one.landed.parts for one in arrived},
            refused={one.batch_id: one.refused_rows for one in arrived},
        )
        Publication(site, taxonomy, delivery, None).publish()
        return Replay(tuple(_count(one, duplicates) for one in arrived), tuple(skipped))


def _read_again(
    site: Site, receiver: Receiver, batches: Sequence[Batch], sources: dict[str, Source]
) -> tuple[list[Arrived], list[str]]:
    arrived, skipped = [], []
    for batch in batches:
        try:
            arrived.append(_again(site, receiver, batch, sources))
        except ReplayError as error:
            skipped.append(str(error))
    return arrived, skipped


def _with_refused_rows(site: Site, batch_id: str | None) -> list[Batch]:
    if batch_id is not None and batch_id not in site.ledger:
        raise ReplayError(f"There is no batch {batch_id}. See them: python -m pipelines sql 'SELECT * FROM batches'")
    chosen = [batch for batch in site.ledger.values() if batch_id in (None, batch.batch_id)]
    return [batch for batch in chosen if batch.rows_quarantined]


def _again(site: Site, receiver: Receiver, batch: Batch, sources: dict[str, Source]) -> Arrived:
    path = Path(batch.source_file)
    if not path.is_file():
        raise ReplayError(f"{path} is not there any more. Put it back, or leave this batch out with --batch.")
    if digest(path) != batch.batch_id:
        raise ReplayError(
            f"{path} has changed since it was loaded. Load it as a new file: python -m pipelines load {path}"
        )
    file = LogFile(path, _source(batch, sources))
    return receiver.receive_again(file, batch.batch_id, _refused_lines(site, batch.batch_id))


def _source(batch: Batch, sources: dict[str, Source]) -> Source:
    if batch.source in sources:
        return sources[batch.source]
    try:
        return ready_source(batch.source or DEFAULT_SOURCE)
    except SourceError:
        raise ReplayError(
            f'{batch.source_file} was read by source "{batch.source}". Give its sources file with --sources.'
        ) from None


def _refused_lines(site: Site, batch_id: str) -> frozenset[int]:
    if site.manifest is None:
        return frozenset()
    path = site.folder / site.manifest.quarantine[batch_id]
    rows = site.engine.rows(f"SELECT source_line FROM read_parquet({literal(str(path))})")
    return frozenset(line for (line,) in rows)


def _count(one: Arrived, duplicates: Counter[str]) -> Replayed:
    landed, duplicate = one.landed, duplicates[one.batch_id]
    accepted = landed.rows_read - landed.rows_quarantined - duplicate
    return Replayed(str(one.file.path), landed.rows_read, accepted, duplicate, landed.rows_quarantined)


def _moved(batch: Batch, one: Arrived, duplicates: Counter[str], at: datetime) -> Batch:
    """The batch's row of the ledger after a replay: its rows read stay what they were."""
    count = _count(one, duplicates)
    return replace(
        batch,
        loaded_at=at,
        rows_accepted=batch.rows_accepted + count.rows_accepted,
        rows_duplicate=batch.rows_duplicate + count.rows_duplicate,
        rows_quarantined=count.rows_quarantined,
        rows_out_of_scope=one.landed.rows_out_of_scope,
        rules=counts_text(one.landed.rules),
    )
