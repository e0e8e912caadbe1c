"""Personal data out of JSON, which stays JSON: a key is the label of its value."""

import json
from math import isfinite
from typing import Any

from pipelines.mask.text import mask

# Python refuses to read a whole number of more than 4,300 digits.
_LONGEST_NUMBER = 4300


def mask_json(text: str) -> str:
    """The JSON text with personal data in keys and values masked; one without comes back as it was.

    A masked number becomes a text, and so does the whole where it is nested too deep for Python. Of keys that
    are the same once masked, the last one stays. Raises ValueError where the text is no JSON.
    """
    try:
        held = json.loads(text, parse_int=_whole, parse_float=_finite, parse_constant=str)
        masked = _masked(held)
        return text if masked == held else _written(masked)
    except RecursionError:
        return _written(mask(text))


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) < _LONGEST_NUMBER else digits


def _finite(digits: str) -> float | str:
    return number if isfinite(number := float(digits)) else digits


def _written(held: Any) -> str:
    """The value as JSON; half of a surrogate pair, which no file can hold, becomes a question mark."""
    return json.dumps(held, ensure_ascii=False).encode(errors="replace").decode()


def _masked(held: Any, label: str = "") -> Any:
    if isinstance(held, dict):
        return {mask(key): _masked(value, key) for key, value in held.items()}
    if isinstance(held, list):
        return [_masked(value, label) for value in held]
    if isinstance(held, bool) or held is None:
        return held
    masked = _masked_value(str(held), label)
    return held if masked == str(held) else masked


def _masked_value(value: str, label: str) -> str:
    """The value masked behind its label, as if the two stood in a text."""
    before = f"{label}: "
    masked = mask(before + value)
    return masked.removeprefix(before) if masked.startswith(before) else mask(value)
