"""What a load prints at its end: rows by source, what was refused and why, columns nobody mapped."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from pipelines.ledger import Batch
from pipelines.load import Loaded

HEADER = ("source", "files", "rows read", "accepted", "duplicate", "quarantined", "unclassified")


def print_summary(loaded: Loaded) -> None:
    """Rows read, accepted, duplicate, quarantined and unclassified, per source and together."""
    rows = list(_rows(loaded))
    total = ("all", *(sum(int(row[place]) for row in rows) for place in range(1, len(HEADER))))
    print(table(HEADER, [*rows, total]))
    told = (*_refused(loaded), *_rules(loaded.batches), *_drift(loaded.batches), *_moved(loaded), _outcome(loaded))
    for line in told:
        print(line)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A plain text table: the first column to the left, the others to the right."""
    cells = [[f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(header))]
    lines = ([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in cells)
    return "\n".join("  ".join(line) for line in lines)


def _rows(loaded: Loaded) -> Iterable[tuple[str, *tuple[int, ...]]]:
    unclassified = loaded.published.unclassified if loaded.published else {}
    sources = [file.source.name for file, _ in loaded.intake.known] + [batch.source for batch in loaded.batches]
    for source in dict.fromkeys(sources):
        new = [batch for batch in loaded.batches if batch.source == source]
        known = [rows for file, rows in loaded.intake.known if file.source.name == source]
        yield (
            source,
            len(new) + len(known),
            sum(batch.rows_read for batch in new) + sum(known),
            sum(batch.rows_accepted for batch in new),
            sum(batch.rows_duplicate for batch in new) + sum(known),
            sum(batch.rows_quarantined for batch in new),
            sum(unclassified.get(batch.batch_id, 0) for batch in new),
        )


def _refused(loaded: Loaded) -> Iterable[str]:
    return (f"refused: {reason}" for _, reason in loaded.intake.refused)


def _rules(batches: Iterable[Batch]) -> Iterable[str]:
    counts = _together(batch.rules for batch in batches)
    if counts:
        listed = ", ".join(f"{rule} {count:,}" for rule, count in counts.most_common())
        yield f"quarantined by rule: {listed}. See them: python -m pipelines quarantine list"


def _drift(batches: Iterable[Batch]) -> Iterable[str]:
    for source in dict.fromkeys(batch.source for batch in batches):
        counts = _together(batch.drift for batch in batches if batch.source == source)
        if counts:
            names = ", ".join(sorted(counts))
            yield f"schema drift in {source}: {names}: no column of ours; kept in attributes. Map them to use them."


def _together(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(json.loads(text))
    return counts


def _moved(loaded: Loaded) -> Iterable[str]:
    """What another taxonomy, templates, or reviews that a killed apply left did to failures that were there already."""
    found = loaded.published
    if found and found.taxonomy_before:
        yield (
            f"the taxonomy changed, {found.taxonomy_before} -> {found.taxonomy_version}: "
            f"{found.count_failures_moved:,} failures of before have another cause. "
            "See: python -m pipelines taxonomy log"
        )
    elif found and found.count_failures_moved:
        yield f"history was decided anew: {found.count_failures_moved:,} failures of before have another cause"


def _outcome(loaded: Loaded) -> str:
    if loaded.published:
        return f"published snapshot {loaded.published.snapshot}"
    return "nothing new; the warehouse stays as it was"
