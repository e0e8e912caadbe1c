"""All kinds of personal data out of one text."""

import re

from pipelines.mask.characters import HAN, is_disguised, undisguised
from pipelines.mask.dotted import mask_colons, mask_dotted
from pipelines.mask.emails import mask_emails
from pipelines.mask.forms import GAP
from pipelines.mask.free_addresses import mask_free_addresses
from pipelines.mask.half_masked import mask_half_masked_names, mask_half_masked_numbers
from pipelines.mask.numbers import mask_numbers
from pipelines.mask.pinyin_names import mask_pinyin_names
from pipelines.mask.shapes import SHORTEST
from pipelines.mask.values import mask_labelled

# What any number and any dotted address must hold.
_NUMBER = re.compile(rf"[0-9+](?:[0-9{GAP[1:-1]}]{{{SHORTEST - 1}}}|[0-9]{{0,2}}\.[0-9]{{1,4}}\.[0-9])")
# A placeholder among plain words: what stands beside it reads as before; another round finds nothing.
_SIGN = "，。：；、（）“”！？"
_SETTLED = re.compile(
    rf"\[(?:(?:(?<=[{HAN}{_SIGN}]\[)|(?<=[{HAN}a-z{_SIGN}:] \[))(?:phone|id|card|email)"
    rf"|(?<=[{_SIGN}]\[)name)\]"
    rf"(?= ?[{HAN}{_SIGN}]| [a-z]{{2}}|[.,;]? [A-Z]|[.,;]?$)"
)
_PLACEHOLDER = re.compile(r"\[(?:phone|id|card|email|name|address|account|ip)\]")
_MOST_ROUNDS = 8


def mask(text: str) -> str:
    """The text with personal data replaced by placeholders such as [phone]; doing it twice changes no more.

    Where personal data stands in disguise (full-width digits, invisible characters, percent or \\u escapes),
    the whole text comes back without the disguise; a text without personal data comes back as it was.
    """
    plain = undisguised(text) if is_disguised(text) else text
    masked = _masked(plain)
    if masked == plain:
        return text
    return masked if "*" not in plain and _is_settled(masked) else _masked_on(masked)


def _is_settled(masked: str) -> bool:
    return len(_SETTLED.findall(masked)) == len(_PLACEHOLDER.findall(masked))


def _masked_on(text: str) -> str:
    """The text masked until nothing changes any more: a placeholder may uncover what stands beside it."""
    for _ in range(_MOST_ROUNDS):
        masked = _masked(text)
        if masked == text:
            break
        text = masked
    return text


def _masked(text: str) -> str:
    text = mask_half_masked_numbers(mask_colons(mask_emails(mask_labelled(text))))
    if _NUMBER.search(text):
        text = mask_numbers(mask_dotted(text))
    return mask_pinyin_names(mask_half_masked_names(mask_free_addresses(text)))
