"""What each signature was decided to be: every distinct code and message is classified once and joined back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from pipelines.classify import Decision, Taxonomy, TaxonomyError
from pipelines.engines.duckdb import DuckDBEngine
from pipelines.signatures import template
from pipelines.succession import Signature, carried, successors
from warehouse.reviews import Review, Standing

SCHEMA = pa.schema(
    {
        "signature_id": pa.string(),
        "error_code": pa.string(),
        "template": pa.string(),
        "cause_category": pa.string(),
        "cause": pa.string(),
        "other_causes": pa.list_(pa.string()),
        "decided_by": pa.string(),
        "confidence": pa.float64(),
        "named_consequences": pa.list_(pa.string()),
        "consequence_evidence": pa.list_(pa.string()),
        "taxonomy_version": pa.string(),
        "merged_into": pa.string(),
    }
)
# How well texts held out of the training were decided: one row per scope and measure.
QUALITY = pa.schema(
    {
        "scope": pa.string(),
        "measure": pa.string(),
        "value": pa.float64(),
        "lower": pa.float64(),
        "upper": pa.float64(),
        "count_rows": pa.int64(),
    }
)
POLICIES = pa.schema(
    {
        "platform": pa.string(),
        "policy_clause": pa.string(),
        "text_en": pa.string(),
        "text_zh": pa.string(),
        "owner": pa.string(),
        "since": pa.date32(),
        "basis": pa.string(),
        "causes": pa.list_(pa.string()),
    }
)
REREGISTRATION = pa.schema(
    {
        "platform": pa.string(),
        "is_allowed": pa.bool_(),
        "waiting_days": pa.int64(),
        "is_data_reused": pa.bool_(),
        "is_credit_checked": pa.bool_(),
        "note_en": pa.string(),
        "note_zh": pa.string(),
    }
)
REVIEWED = "review:"
# Those that another taxonomy or a review decided, those that a review is about, and all that are shown as one of them.
DUE = f"""
    WITH due AS (
        SELECT coalesce(merged_into, signature_id) AS shown FROM decisions
        WHERE taxonomy_version <> $version OR starts_with(decided_by, '{REVIEWED}')
            OR signature_id IN (SELECT unnest($reviewed))
    )
    SELECT * FROM decisions WHERE coalesce(merged_into, signature_id) IN (FROM due)"""
NEW = """
    SELECT signature_id, min(error_code), min(message) FROM {events}
    WHERE signature_id IS NOT NULL AND signature_id NOT IN (SELECT signature_id FROM decisions)
    GROUP BY signature_id ORDER BY signature_id"""


def decide(engine: DuckDBEngine, taxonomy: Taxonomy, standing: Standing, events: str) -> None:
    """Decide what of `decisions` may not hold any more, and the signatures of a relation of events that are new.

    What the former were before is left as `decided_before`.
    """
    engine.keep("decided_before", DUE, {"version": taxonomy.version, "reviewed": reviewed(standing)})
    due = engine.rows("SELECT signature_id, error_code, template FROM decided_before")
    new = [(*known, message and template(message)) for *known, message in engine.rows(NEW.format(events=events))]
    engine.register("decided", pa.Table.from_pylist(list(decided(taxonomy, standing, [*due, *new])), SCHEMA))
    engine.run("DELETE FROM decisions WHERE signature_id IN (SELECT signature_id FROM decided)")
    engine.run("INSERT INTO decisions FROM decided")
    engine.drop("decided")


def reviewed(standing: Standing) -> list[str]:
    """The signatures that reviews are about, those that others were merged into among them."""
    into = (review.into for review in standing.merges.values())
    return sorted({*standing.assignments, *standing.merges, *filter(None, into)})


def decided(taxonomy: Taxonomy, standing: Standing, signatures: Iterable[Signature]) -> Iterator[Mapping[str, Any]]:
    """Rows of SCHEMA: for each signature, and for what those of an older template are today.

    Where what a signature was merged into is not among them, it stands by itself. Raises TaxonomyError where a review
    says a cause that the taxonomy does not have.
    """
    known = list(signatures)
    older = successors(known)
    today = {one[0]: one for one in (*older.values(), *known) if one[0] not in older}
    rows = {row["signature_id"]: row for row in _rows(taxonomy, carried(standing, older), list(today.values()))}
    yield from rows.values()
    for signature_id, (successor, *_) in older.items():
        row = rows[successor]
        yield row | {"signature_id": signature_id, "merged_into": row["merged_into"] or successor}


def _rows(taxonomy: Taxonomy, standing: Standing, listed: list[Signature]) -> Iterator[dict[str, Any]]:
    classified = taxonomy.classifier.decide_all((code, text) for _, code, text in listed)
    own = {
        one[0]: (one, _reviewed(taxonomy, decision, standing.assignments.get(one[0])))
        for one, decision in zip(listed, classified, strict=True)
    }
    for signature_id, (named, decision) in own.items():
        merge = standing.merges.get(signature_id)
        into = merge.into if merge and merge.into in own else None
        if merge and into:
            decision = _merged(decision, own[into][1], merge)
        told = zip(("signature_id", "error_code", "template"), named, strict=True)
        yield dict(told) | vars(decision) | {"taxonomy_version": taxonomy.version, "merged_into": into}


def check_causes(taxonomy: Taxonomy, standing: Standing) -> None:
    """Raises TaxonomyError where a review says a cause that the taxonomy does not have."""
    for review in standing.assignments.values():
        _cause(taxonomy, review)


def _reviewed(taxonomy: Taxonomy, decision: Decision, review: Review | None) -> Decision:
    """The decision, or that of the review where there is one."""
    if review is None:
        return decision
    cause = _cause(taxonomy, review)
    return replace(
        decision,
        cause_category=taxonomy.causes[cause].cause_category,
        cause=cause,
        other_causes=tuple(other for other in decision.other_causes if other != cause),
        decided_by=f"{REVIEWED}{review.review_id}",
        confidence=1.0,
    )


def _cause(taxonomy: Taxonomy, review: Review) -> str:
    """The cause a review says, or the one that has replaced it since."""
    cause = taxonomy.causes.get(review.cause or "")
    if cause is None:
        raise TaxonomyError(
            f'causes.toml: there is no cause "{review.cause}" any more, but review {review.review_id} says it. '
            "Keep it as deprecated, with replaced_by, or undo the review."
        )
    return cause.replaced_by or cause.cause


def _merged(own: Decision, whole: Decision, review: Review) -> Decision:
    """The decision of the signature it was merged into; what consequences its own text names stays."""
    return replace(
        whole,
        decided_by=f"{REVIEWED}{review.review_id}",
        named_consequences=own.named_consequences,
        consequence_evidence=own.consequence_evidence,
    )


def taxonomy_tables(taxonomy: Taxonomy) -> dict[str, pa.Table]:
    """The taxonomy as relations: causes, cause_categories, words, policies and rules, in the order of its files."""
    version = {"taxonomy_version": taxonomy.version}
    causes = [_row(cause) | version | {"position": n} for n, cause in enumerate(taxonomy.causes.values())]
    words = [_row(word, "group") | {"word_group": word.group} for word in taxonomy.words.values()]
    return {
        "causes": _table(causes),
        "cause_categories": _table([_row(one) for one in taxonomy.categories.values()]),
        "words": _table(words),
        "policies": pa.Table.from_pylist([vars(policy) for policy in taxonomy.policies], POLICIES),
        "reregistration_rules": pa.Table.from_pylist([vars(rule) for rule in taxonomy.reregistration], REREGISTRATION),
        "classification_quality": pa.Table.from_pylist(list(taxonomy.quality), QUALITY),
    }


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    """The rows; a column without any value (no cause was ever replaced) is text too, not of the type NULL."""
    found = pa.Table.from_pylist(rows)
    kinds = [pa.string() if pa.types.is_null(field.type) else field.type for field in found.schema]
    return found.cast(pa.schema(list(zip(found.column_names, kinds, strict=True))))


def _row(held: object, *without: str) -> dict[str, Any]:
    return {name: value for name, value in vars(held).items() if name not in without}
