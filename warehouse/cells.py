"""Cells that leave the warehouse for a spreadsheet."""

from typing import Any

STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def defused(cell: Any) -> Any:
    """The cell; a text that a spreadsheet would run as a formula gets an apostrophe in front. Numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_OF_FORMULAS) else cell
