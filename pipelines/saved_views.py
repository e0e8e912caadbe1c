"""A page with its filters under a name, checked. Opening it is following a link, and nothing else."""

import json
import re
from collections.abc import Mapping
from typing import Any

from pipelines.mask import mask
from pipelines.stated_texts import Asked, Unstated, one_line
from warehouse import Snapshot
from warehouse.shared import Entry

MOST_NAME, MOST_PAGE, MOST_ADDRESS = 80, 40, 4000
KEY = re.compile(r"[a-z_]{1,40}")
# The reader's own language, and a case whose drawer is open, are no part of a view.
NOT_KEPT = ("lang", "case")


class ViewError(Unstated):
    """A view that cannot stand."""

    what = "view"


def saved_view(asked: Asked, snapshot: Snapshot, others: Mapping[str, Entry]) -> dict[str, Any]:
    """What the view holds: name, page, and address (key to list of values), the texts masked. Raises ViewError."""
    name = mask(one_line(asked, "name", MOST_NAME, ViewError))
    if any(entry.held and entry.held["name"].casefold() == name.casefold() for entry in others.values()):
        raise ViewError(f'There is a view named "{name}" already. Choose another name.')
    page = one_line(asked, "page", MOST_PAGE, ViewError)
    if not KEY.fullmatch(page):
        raise ViewError(f'"{page}" is no name of a page.')
    return {"name": name, "page": page, "address": _address(asked.get("address") or {})}


def _address(address: Any) -> dict[str, list[str]]:
    if not isinstance(address, dict) or not all(map(_is_filter, address, address.values())):
        raise ViewError("A view's address is an object of filters, each a list of texts.")
    if len(json.dumps(address)) > MOST_ADDRESS:
        raise ViewError(f"The filters of the view are longer than {MOST_ADDRESS} characters. Choose fewer values.")
    return {key: [mask(value) for value in values] for key, values in address.items() if key not in NOT_KEPT}


def _is_filter(key: Any, values: Any) -> bool:
    is_text = isinstance(values, list) and all(isinstance(value, str) for value in values)
    return is_text and isinstance(key, str) and bool(KEY.fullmatch(key))
