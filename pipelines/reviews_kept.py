"""The reviews that a snapshot is made with: what they come to, and the relation that tells them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.engines.duckdb import DuckDBEngine
from pipelines.provenance import Provenance
from warehouse.reviews import REVIEWS, Review, ReviewsBroken, Standing, applied, read, standing, undone

SCHEMA = pa.schema(
    [
        ("review_id", pa.string()),
        ("kind", pa.string()),
        ("signature_id", pa.string()),
        ("cause_before", pa.string()),
        ("cause", pa.string()),
        ("merged_into", pa.string()),
        ("undoes", pa.string()),
        ("reason", pa.string()),
        ("reviewer", pa.string()),
        ("reviewed_at", pa.timestamp("us")),
        ("taxonomy_version", pa.string()),
        ("is_undone", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class Reviews:
    """The reviews that were applied, in their order."""

    entries: Sequence[Review]

    @classmethod
    def read(cls, folder: Path, made_by: Provenance | None) -> "Reviews":
        """Those of a warehouse. Raises ReviewsBroken, also where the published snapshot knows of more."""
        found = cls(applied(read(folder)))
        if made_by and made_by.reviews_through > found.through:
            raise ReviewsBroken(
                f"{folder / REVIEWS} ends before review {made_by.reviews_through}, which is published. Restore the "
                "file, or load into another folder to go on without those reviews."
            )
        return found

    @property
    def through(self) -> str:
        """The last of them; empty where there is none."""
        return self.entries[-1].review_id if self.entries else ""

    @property
    def standing(self) -> Standing:
        return standing(self.entries)


def keep_reviews(engine: DuckDBEngine, reviews: Reviews) -> None:
    """Write them into the marts being built: one row per review and signature."""
    engine.register("told", pa.Table.from_pylist(list(_rows(reviews.entries)), SCHEMA))
    engine.run("CREATE OR REPLACE TABLE fresh.reviews AS FROM told")
    engine.drop("told")


def _rows(entries: Sequence[Review]) -> Iterator[Mapping[str, Any]]:
    gone = undone(entries)
    for one in entries:
        told = vars(one) | {"merged_into": one.into, "is_undone": one.review_id in gone}
        for signature_id, cause_before in zip(one.signature_ids, one.causes_before, strict=True):
            yield {
                name: (told | {"signature_id": signature_id, "cause_before": cause_before})[name]
                for name in SCHEMA.names
            }
