"""From landed parts to a published snapshot: marts built, audited, settled, and named by CURRENT in one step."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pipelines.audits import run_audits
from pipelines.causes import UNCLASSIFIED
from pipelines.classify import Taxonomy
from pipelines.engines.duckdb import DuckDBEngine, parquet_sql
from pipelines.landing import REFUSED_SCHEMA
from pipelines.ledger import Batch, keep_ledger
from pipelines.marts import Marts, Scope, events_sql, fresh_marts
from pipelines.provenance import Provenance, keep_provenance, models_version
from pipelines.reviews_kept import Reviews, keep_reviews
from pipelines.site import Site
from pipelines.spikes import judge_hours
from pipelines.taxonomy_versions import carry_over, keep_version
from warehouse.durable import settle
from warehouse.manifest import Manifest, publish

DEFAULT_UTC_OFFSET_MINUTES = 480  # China: no summer time, so one offset serves
_UNCLASSIFIED = f"""
    SELECT batch_id, count(*) FROM batch_events JOIN decisions USING (signature_id)
    WHERE cause = '{UNCLASSIFIED}' GROUP BY batch_id"""


@dataclass(frozen=True)
class Delivery:
    """What a load adds: batches, new or with new counts, and for each its staged parts and its quarantine file.

    Without any it is history that is classified anew, `at` an instant in UTC.
    """

    at: datetime
    batches: Mapping[str, Batch] = field(default_factory=dict)
    parts: Mapping[str, list[Path]] = field(default_factory=dict)
    refused: Mapping[str, Path] = field(default_factory=dict)

    def new_parts(self) -> list[Path]:
        return [part for parts in self.parts.values() for part in parts]


@dataclass(frozen=True)
class Published:
    """The snapshot's name, the failures without a cause in each of the new batches, and what of history moved.

    `taxonomy_before` is None where history was classified by this taxonomy already, or there was none.
    """

    snapshot: str
    unclassified: Mapping[str, int]
    taxonomy_version: str
    taxonomy_before: str | None
    count_failures_moved: int


class Publication:
    """One new snapshot in the making."""

    def __init__(self, site: Site, taxonomy: Taxonomy, delivery: Delivery, utc_offset_minutes: int | None) -> None:
        before = site.manifest
        kept = before.utc_offset_minutes if before else DEFAULT_UTC_OFFSET_MINUTES
        self._site = site
        self._taxonomy = taxonomy
        self._delivery = delivery
        self._utc_offset_minutes = kept if utc_offset_minutes is None else utc_offset_minutes
        self._sequence = before.sequence + 1 if before else 1
        self._reviews = Reviews.read(site.folder, site.made_by)
        self._made_by = Provenance(models_version(), self._reviews.through)
        self._is_full = (
            before is None
            or site.made_by is None
            or site.made_by.models_version != self._made_by.models_version
            or before.utc_offset_minutes != self._utc_offset_minutes
        )
        self._taxonomy_before = before.taxonomy_version if before else None

    def publish(self) -> Published | None:
        """Publish what was delivered; None where there is no event at all, or nothing has changed.

        Raises AuditFailed, EngineError; then nothing a reader sees has changed.
        """
        has_news = self._delivery.batches or (self._is_outdated and self._site.manifest)
        as_of = self._as_of()
        if not has_news or as_of is None:
            return None
        unclassified, count_moved = self._build(as_of)
        manifest = self._manifest(as_of)
        self._settle(manifest)
        publish(self._site.folder, manifest)
        version, before = self._taxonomy.version, self._taxonomy_before
        return Published(manifest.snapshot, unclassified, version, None if before == version else before, count_moved)

    @property
    def _is_outdated(self) -> bool:
        """What is published was decided by another taxonomy or other reviews, or counted by other models."""
        is_other = self._taxonomy_before != self._taxonomy.version or self._site.made_by != self._made_by
        return self._is_full or is_other

    def _as_of(self) -> datetime | None:
        before = self._site.manifest
        known = [before.as_of] if before else []
        if parts := self._delivery.new_parts():
            newest = self._site.engine.value(f"SELECT max(occurred_at) FROM ({parquet_sql(parts)})")
            known += [newest] if newest else []
        return max(known, default=None)

    def _build(self, as_of: datetime) -> tuple[Mapping[str, int], int]:
        site, delivery = self._site, self._delivery
        published, new = site.published_parts(), delivery.new_parts()
        scope = Scope(
            new=[*published, *new] if self._is_full else new,
            published=[] if self._is_full else published,
            as_of=as_of,
            utc_offset_minutes=self._utc_offset_minutes,
        )
        before = None if self._is_full else site.published_marts()
        with fresh_marts(site.engine, self._staged_marts, before):
            keep_ledger(site.engine, "listed", (site.ledger | dict(delivery.batches)).values())
            site.engine.run("CREATE OR REPLACE TABLE fresh.batches AS FROM listed")
            Marts(site.engine, self._taxonomy, self._reviews.standing, scope).build()
            count_moved = self._keep_history()
            keep_spikes(site.engine, as_of)
            self._audit(as_of)
            return dict(site.engine.rows(_UNCLASSIFIED)), count_moved

    def _keep_history(self) -> int:
        """Who decided what, by which taxonomy, and the failures of history that moved by it; returns their number."""
        engine = self._site.engine
        if self._is_full:
            carry_over(engine, self._site.published_marts())
        count_moved = keep_version(engine, self._taxonomy.version, self._delivery.at)
        keep_reviews(engine, self._reviews)
        keep_provenance(engine, self._made_by)
        return count_moved

    @property
    def _staged_marts(self) -> Path:
        return self._site.staging / "marts.duckdb"

    def _audit(self, as_of: datetime) -> None:
        """The audits read, besides the marts, the new batches whole: their parts and their quarantine."""
        engine, delivery = self._site.engine, self._delivery
        keep_ledger(engine, "new_batches", delivery.batches.values())
        published = self._site.published_parts()
        whole = [part for part in published if part.parent.name in delivery.batches] + delivery.new_parts()
        engine.run(f"CREATE OR REPLACE TEMP VIEW batch_events AS {events_sql(whole, published)}")
        refused = [self._site.staging / "none.parquet", *delivery.refused.values()]
        engine.write(REFUSED_SCHEMA.empty_table(), refused[0])
        engine.run(f"CREATE OR REPLACE TEMP VIEW batch_refused AS {parquet_sql(refused)}")
        run_audits(engine, as_of)

    def _manifest(self, as_of: datetime) -> Manifest:
        """What the snapshot will consist of. A batch that was there keeps its parts; its quarantine is replaced."""
        before, delivery = self._site.manifest, self._delivery
        facts = dict(before.facts) if before else {}
        for batch_id, parts in delivery.parts.items():
            facts[batch_id] = facts.get(batch_id, []) + [self._fact_name(part) for part in parts]
        refused = {
            batch_id: f"quarantine/{self._sequence:06d}-{path.name}" for batch_id, path in delivery.refused.items()
        }
        name = f"{self._sequence:06d}-{secrets.token_hex(4)}"
        return Manifest(
            snapshot=name,
            sequence=self._sequence,
            marts=f"marts/{name}.duckdb",
            as_of=as_of,
            utc_offset_minutes=self._utc_offset_minutes,
            taxonomy_version=self._taxonomy.version,
            facts=facts,
            quarantine=(before.quarantine if before else {}) | refused,
        )

    def _fact_name(self, part: Path) -> str:
        return f"facts/{part.parent.name}/{self._sequence:06d}-{part.name}"

    def _settle(self, manifest: Manifest) -> None:
        """Move everything to the names the manifest gives; until CURRENT names them, nobody reads them."""
        folder = self._site.folder
        for part in self._delivery.new_parts():
            settle(part, folder / self._fact_name(part))
        for batch_id, path in self._delivery.refused.items():
            settle(path, folder / manifest.quarantine[batch_id])
        settle(self._staged_marts, folder / manifest.marts)


def keep_spikes(engine: DuckDBEngine, as_of: datetime) -> None:
    """Look for spikes in the marts being built; keep them, and the judged hours that are shown."""
    found = judge_hours(engine.query, as_of)
    for name, table in {"spikes": found.spikes, "judged_hours": found.hours}.items():
        engine.register("found", table)
        engine.run(f"CREATE OR REPLACE TABLE fresh.{name} AS FROM found")
        engine.drop("found")
