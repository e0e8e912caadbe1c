"""What people decided so far, as it is kept beside the snapshots: also what no snapshot holds yet."""

import pandas as pd

from warehouse import Snapshot
from warehouse.reviews import REVIEWS, Review, ReviewsBroken, pending, read, undone

__all__ = ["ReviewsBroken", "agreement", "kept_reviews", "log_state", "no_reviews", "staged"]

COLUMNS = [
    *("review_id", "kind", "reviewer", "reviewed_at", "reason", "signature_ids", "causes_before", "cause"),
    *("into", "undoes", "through", "taxonomy_version", "is_undone", "is_pending", "count_signatures"),
]


def kept_reviews(snapshot: Snapshot) -> pd.DataFrame:
    """One row per entry, the newest first; is_pending: no snapshot holds it yet. Raises ReviewsBroken.

    Read from the file at each call: an entry is staged without a new snapshot.
    """
    entries = read(snapshot.folder)
    gone, waiting = undone(entries), {one.review_id for one in pending(entries)}
    rows = [as_row(one, one.review_id in gone, one.review_id in waiting) for one in reversed(entries)]
    return pd.DataFrame(rows, columns=COLUMNS) if rows else no_reviews()


def no_reviews() -> pd.DataFrame:
    """The same without a row."""
    return pd.DataFrame(columns=COLUMNS).astype({"is_undone": bool, "is_pending": bool})


def as_row(review: Review, is_undone: bool, is_pending: bool) -> dict[str, object]:
    return vars(review) | {
        "is_undone": is_undone,
        "is_pending": is_pending,
        "count_signatures": len(review.signature_ids),
    }


def staged(log: pd.DataFrame) -> dict[str, str]:
    """What the pending entries of a log make of each signature: the id of a cause, "" for a merge or a split."""
    holding = log[log["is_pending"] & ~log["is_undone"]][::-1]
    return {
        signature: cause or ""
        for signatures, cause in zip(holding["signature_ids"], holding["cause"], strict=True)
        for signature in signatures
    }


def agreement(log: pd.DataFrame) -> tuple[int, int]:
    """Of the signatures that had a cause when a person assigned one: how many kept it, and how many there are.

    The last entry of each signature counts; those taken back do not.
    """
    held: dict[str, tuple[str | None, str | None]] = {}
    for row in log[(log["kind"] == "assign") & ~log["is_undone"]][::-1].to_dict("records"):
        held |= {
            one: (before, row["cause"]) for one, before in zip(row["signature_ids"], row["causes_before"], strict=True)
        }
    had = [before == after for before, after in held.values() if before not in (None, "unclassified")]
    return sum(had), len(had)


def log_state(snapshot: Snapshot) -> str:
    """Names the present content of the file, without reading it."""
    path = snapshot.folder / REVIEWS
    return str(path.stat().st_size) if path.exists() else ""
