"""Publishing history classified anew: by reviews that are applied now, or by the taxonomy as it stands."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pipelines.classify import Taxonomy
from pipelines.decisions import check_causes
from pipelines.publishing import Delivery, Publication, Published
from pipelines.reviews_checked import MOST_REVIEWER, ReviewError
from pipelines.site import open_site
from pipelines.stated_texts import one_line
from warehouse import read_manifest
from warehouse.reviews import Review, append, applied, pending, read, standing, writing


def apply_reviews(
    folder: Path, reviewer: str, through: str | None, at: datetime
) -> tuple[Published | None, str | None]:
    """Apply the pending reviews, up to `through` where it is given, and publish; None where nothing changed.

    With what was published comes the last review that is applied now. Who applied them is written down first: a
    publishing that is killed is made up for by the next load or apply. Raises ReviewError, AnotherLoader,
    NoWarehouse, ReviewsBroken, TaxonomyError, EngineError or AuditFailed.
    """
    who = one_line({"reviewer": reviewer}, "reviewer", MOST_REVIEWER, ReviewError)
    taxonomy = Taxonomy.read()
    read_manifest(folder)
    with open_site(folder) as site:
        with writing(folder):
            held = read(folder)
            if waiting := _up_to(through, held):
                check_causes(taxonomy, standing([*applied(held), *waiting]))
                last = waiting[-1].review_id
                append(folder, [Review("apply", who, at, through=last, taxonomy_version=taxonomy.version)])
        published = Publication(site, taxonomy, Delivery(at), None).publish()
        now = applied(read(folder))
        return published, now[-1].review_id if now else None


def apply_taxonomy(folder: Path, at: datetime) -> Published | None:
    """Classify history by the taxonomy as it stands and publish; None where it is so already. Raises as above."""
    taxonomy = Taxonomy.read()
    read_manifest(folder)
    with open_site(folder) as site:
        return Publication(site, taxonomy, Delivery(at), None).publish()


def _up_to(through: str | None, held: Sequence[Review]) -> list[Review]:
    if through is None:
        return pending(held)
    if through not in {one.review_id for one in held if one.kind != "apply"}:
        raise ReviewError(f"There is no review {through} to apply. See them: python -m pipelines review history")
    return [one for one in pending(held) if one.review_id <= through]
