"""Parameters of files that read the period, its finished days and the days before in one pass."""

from dataclasses import replace
from datetime import date

from dashboards.queries.selection import Selection

Compared = tuple[Selection, Selection]


def spanning(selection: Selection, compared: Compared | None) -> Selection:
    """The selection, long enough to hold the days that it is compared with."""
    return replace(selection, from_on=min(selection.from_on, compared[1].from_on)) if compared else selection


def ends(selection: Selection, compared: Compared | None) -> dict[str, date | None]:
    """$shown_*, $current_* and $previous_*; without a comparison no day is in the last."""
    current, previous = compared or (selection, None)
    return {
        "shown_from": selection.from_on,
        "shown_to": selection.to_on,
        "current_from": current.from_on,
        "current_to": current.to_on,
        "previous_from": previous.from_on if previous else None,
        "previous_to": previous.to_on if previous else None,
    }
