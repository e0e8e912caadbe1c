"""platforms.toml: whom a platform takes back after a termination, and on what terms."""

from dataclasses import dataclass

from pipelines.taxonomy_files import Entry, TaxonomyFile, by_id

_KEYS = {"platform", "is_allowed", "waiting_days", "is_data_reused", "is_credit_checked", "note_en", "note_zh"}
LONGEST_WAIT = 3650


@dataclass(frozen=True)
class ReregistrationRule:
    """The rule of one platform; None where nobody wrote it down.

    waiting_days: days from the termination until a request is taken. is_data_reused: the verified data of before need
    not be given again. is_credit_checked: the old wallet's debts and flags are looked at.
    """

    platform: str
    is_allowed: bool | None
    waiting_days: int | None
    is_data_reused: bool | None
    is_credit_checked: bool | None
    note_en: str
    note_zh: str


def read_reregistration(file: TaxonomyFile) -> tuple[ReregistrationRule, ...]:
    """The rules in the order of the file. Raises TaxonomyError naming file and line."""
    return tuple(_rule(entry) for entry in by_id(file.entries("reregistration"), "platform").values())


def _rule(entry: Entry) -> ReregistrationRule:
    entry.only(_KEYS)
    return ReregistrationRule(
        platform=entry.text("platform"),
        is_allowed=_truth(entry, "is_allowed"),
        waiting_days=_days(entry),
        is_data_reused=_truth(entry, "is_data_reused"),
        is_credit_checked=_truth(entry, "is_credit_checked"),
        note_en=entry.text("note_en", ""),
        note_zh=entry.text("note_zh", ""),
    )


def _truth(entry: Entry, key: str) -> bool | None:
    value = entry.values.get(key)
    if value is None or isinstance(value, bool):
        return value
    raise entry.error(f'"{key}" is {value!r} but must be true or false, without quotes; leave it out where unknown.')


def _days(entry: Entry) -> int | None:
    days = entry.values.get("waiting_days")
    if days is None or (type(days) is int and 0 <= days <= LONGEST_WAIT):
        return days
    raise entry.error(f'"waiting_days" is {days!r} but must be a whole number of days from 0 to {LONGEST_WAIT}.')
