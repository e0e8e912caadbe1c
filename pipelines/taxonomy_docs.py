"""docs/taxonomy.md, written from the taxonomy's own files. A test holds the two together."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.causes import GROUPS, UNCLASSIFIED, Cause
from pipelines.classify import Taxonomy
from pipelines.consequences import Signal
from pipelines.rules import EVIDENCE

PATH = Path(__file__).parent.parent / "docs" / "taxonomy.md"

GROUP_NAMES = {
    "consequence": "Consequences · 后果",
    "countermeasure": "Countermeasures · 应对措施",
    "preparation": "Preparation · 准备",
    "help_channel": "Help channels · 求助渠道",
    "reregistration": "After termination · 解约之后",
}
ADVICE_NAMES = {
    "retry": "safe to try again · 可重试",
    "fix": "the user can mend it · 用户可自行解决",
    "wait": "time mends it · 等待即可",
    "contact": "a person must act · 需人工处理",
    "never": "do not retry; keep the detail inside · 勿重试，细节不外露",
}
EVIDENCE_NAMES = {
    "code": "a code of codes.toml, which decides alone",
    "specific": "a specific rule, heard in the message",
    "generic": "a generic rule, heard in the message",
    "code_specific": "a specific rule, heard in the words of the code",
    "code_generic": "a generic rule, heard in the words of the code",
    "topic": "one telling word in the message",
    "code_topic": "one telling word in the code",
    "status": "an HTTP status, a gRPC code or an errno name",
    "hint": "a phrase that says something only where nothing else does",
}


def document(taxonomy: Taxonomy) -> str:
    """The whole page as Markdown."""
    parts = (
        _head(),
        _causes(taxonomy),
        _customer_texts(taxonomy),
        _advice(),
        _evidence(taxonomy),
        _words(taxonomy),
        _signals(taxonomy),
    )
    return "\n".join(line for part in parts for line in part)


def write(path: Path = PATH) -> None:
    """Write the page anew from the files."""
    path.write_text(document(Taxonomy.read()), encoding="utf-8")


def _head() -> Iterator[str]:
    yield "# What a failure is called · 失败原因分类"
    yield ""
    yield "Written by `python -m pipelines docs` from `pipelines/taxonomy/`; change those files and run it."
    yield ""


def _causes(taxonomy: Taxonomy) -> Iterator[str]:
    for category in taxonomy.categories.values():
        label, owner = f"{category.label_en} · {category.label_zh}", category.owner
        yield f"## {label} (`{category.cause_category}`, owner: {owner})"
        yield ""
        name = category.cause_category
        inside = [cause for cause in taxonomy.causes.values() if cause.cause_category == name]
        header = ("cause", "English", "中文", "typical signals", "advice", "owner", "rules", "codes")
        yield from _table(header, (_cause_row(taxonomy, cause) for cause in inside))


def _cause_row(taxonomy: Taxonomy, cause: Cause) -> tuple[str, ...]:
    rules = sum(rule.cause == cause.cause for rule in taxonomy.rules)
    codes = sum(code.cause == cause.cause for code in taxonomy.codes)
    codes += sum(status.cause == cause.cause for status in taxonomy.statuses)
    name = f"`{cause.cause}`"
    if cause.is_deprecated:
        name += f" (retired, now `{cause.replaced_by}`)" if cause.replaced_by else " (retired)"
    signals = "; ".join(cause.signals)
    return (name, cause.label_en, cause.label_zh, signals, cause.advice, cause.owner, str(rules), str(codes))


def _customer_texts(taxonomy: Taxonomy) -> Iterator[str]:
    yield "## What a customer may read · 客户可见文案"
    yield ""
    yield "Nothing else about a cause is shown to a customer. AML and judicial detail never is."
    yield ""
    rows = ((f"`{cause.cause}`", cause.safe_en, cause.safe_zh) for cause in taxonomy.causes.values())
    yield from _table(("cause", "English", "中文"), rows)


def _advice() -> Iterator[str]:
    yield "## Advice · 建议"
    yield ""
    yield from _table(("advice", "meaning"), ADVICE_NAMES.items())


def _evidence(taxonomy: Taxonomy) -> Iterator[str]:
    yield "## How a cause is decided · 判定依据"
    yield ""
    yield "Evidence is heard in this order; within one kind the rule that stands first in rules.toml comes first."
    yield "A code of codes.toml decides alone. Otherwise the statistical model (`model:` and its version) weighs the"
    yield "words of the failure and what was heard first: the most probable cause is the primary one, its probability"
    yield "the confidence. Other causes are those that specific rules hear beside it, then those probable enough"
    yield f"themselves. Below the probability {taxonomy.least_probability:.2f} the failure stays `{UNCLASSIFIED}` with"
    yield "`no_rule` and confidence 0. `@code` after a rule's name says that the rule was heard in the code. The"
    yield "confidence below holds where there is no model."
    yield ""
    rows = ((f"`{kind}`", EVIDENCE_NAMES[kind], f"{taxonomy.confidence[kind]:.2f}") for kind in EVIDENCE)
    yield from _table(("evidence", "what speaks", "confidence"), rows)


def _words(taxonomy: Taxonomy) -> Iterator[str]:
    for group in GROUPS:
        yield f"## {GROUP_NAMES[group]}"
        yield ""
        inside = (word for word in taxonomy.words.values() if word.group == group)
        rows = ((f"`{word.word}`", word.label_en, word.label_zh) for word in inside)
        yield from _table(("id", "English", "中文"), rows)


def _signals(taxonomy: Taxonomy) -> Iterator[str]:
    yield "## Consequences named in a message · 文案中提到的后果"
    yield ""
    yield "Flags of a signature with the words heard, apart from what the log records as events. A clause that denies"
    yield "is no flag; what is threatened counts as what has happened."
    yield ""
    header = ("signal", "consequence", "heard, for example, in", "not heard, for example, in")
    yield from _table(header, map(_signal_row, taxonomy.signals))


def _signal_row(signal: Signal) -> tuple[str, ...]:
    heard, unheard = ("; ".join(signal.entry.texts(key)) for key in ("examples", "counter_examples"))
    return (f"`{signal.id}`", f"`{signal.consequence}`", heard, unheard)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for cells in (header, ("---",) * len(header), *rows):
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
    yield ""
