"""causes.toml: the causes a failure can have, their categories, and the words of the journey around it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.taxonomy_files import Entry, TaxonomyError, TaxonomyFile, by_id

UNCLASSIFIED = "unclassified"
ADVICE = ("retry", "fix", "wait", "contact", "never")
GROUPS = ("consequence", "countermeasure", "preparation", "help_channel", "reregistration")

_LABELS = {"id", "label_en", "label_zh"}
_TEXTS = {"category", "owner", "advice", "safe_en", "safe_zh", "signals"}
_CAUSE = _LABELS | _TEXTS | {"deprecated", "replaced_by"}


@dataclass(frozen=True)
class Category:
    cause_category: str
    label_en: str
    label_zh: str
    owner: str
    position: int


@dataclass(frozen=True)
class Cause:
    """One cause. `safe_en` and `safe_zh` are the only texts of it a customer may see."""

    cause: str
    cause_category: str
    label_en: str
    label_zh: str
    owner: str
    advice: str
    safe_en: str
    safe_zh: str
    signals: tuple[str, ...]
    is_deprecated: bool
    replaced_by: str | None


@dataclass(frozen=True)
class Word:
    """A word of the journey around a failure: a consequence, a countermeasure, a help channel and so on."""

    word: str
    group: str
    label_en: str
    label_zh: str


def read_categories(file: TaxonomyFile) -> Mapping[str, Category]:
    """Categories by id, in the order of the file."""
    entries = by_id(file.entries("category"))
    return {name: _category(entry, position) for position, (name, entry) in enumerate(entries.items())}


def read_causes(file: TaxonomyFile, categories: Mapping[str, Category]) -> Mapping[str, Cause]:
    """Causes by id, in the order of the file. Raises TaxonomyError naming file and line."""
    entries = by_id(file.entries("cause"))
    causes = {name: _cause(entry, categories) for name, entry in entries.items()}
    for name, cause in causes.items():
        if cause.replaced_by is not None and cause.replaced_by not in causes:
            raise entries[name].error(f'it is replaced by "{cause.replaced_by}", which is not in this file.')
    if UNCLASSIFIED not in causes:
        raise TaxonomyError(f'{file.name}: the cause "{UNCLASSIFIED}" must stay.')
    return causes


def read_words(file: TaxonomyFile) -> Mapping[str, Word]:
    """The words of the journey by id, in the order of the file."""
    return {name: _word(entry) for name, entry in by_id(file.entries("word")).items()}


def _category(entry: Entry, position: int) -> Category:
    entry.only(_LABELS | {"owner"})
    return Category(entry.id(), entry.text("label_en"), entry.text("label_zh"), entry.text("owner"), position)


def _cause(entry: Entry, categories: Mapping[str, Category]) -> Cause:
    category = entry.only(_CAUSE).text("category")
    if category not in categories:
        raise entry.error(f'there is no category "{category}"; there are {", ".join(categories)}.')
    return Cause(
        cause=entry.id(),
        cause_category=category,
        label_en=entry.text("label_en"),
        label_zh=entry.text("label_zh"),
        owner=entry.text("owner", categories[category].owner),
        advice=entry.one_of("advice", ADVICE),
        safe_en=entry.text("safe_en"),
        safe_zh=entry.text("safe_zh"),
        signals=entry.texts("signals"),
        is_deprecated=entry.values.get("deprecated") is True,
        replaced_by=entry.text("replaced_by") if "replaced_by" in entry.values else None,
    )


def _word(entry: Entry) -> Word:
    entry.only(_LABELS | {"group"})
    return Word(entry.id(), entry.one_of("group", GROUPS), entry.text("label_en"), entry.text("label_zh"))
