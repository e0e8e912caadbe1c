"""Personal data out of JSON, which stays JSON: a key is the label of its value."""

import json
from typing import Any

from pipelines.mask.text import mask


def mask_json(text: str) -> str:
    """The JSON text with personal data in keys and values masked; one without comes back as it was.

    A masked number becomes a text. Raises ValueError where the text is no JSON.
    """
    held = json.loads(text)
    masked = _masked(held)
    return text if masked == held else json.dumps(masked, ensure_ascii=False)


def _masked(held: Any, label: str = "") -> Any:
    if isinstance(held, dict):
        return {mask(key): _masked(value, key) for key, value in held.items()}
    if isinstance(held, list):
        return [_masked(value) for value in held]
    if isinstance(held, bool) or held is None:
        return held
    masked = _masked_value(str(held), label)
    return held if masked == str(held) else masked


def _masked_value(value: str, label: str) -> str:
    """The value masked behind its label, as if the two stood in a text."""
    before = f"{label}: "
    masked = mask(before + value)
    return masked.removeprefix(before) if masked.startswith(before) else mask(value)
