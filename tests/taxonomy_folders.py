"""Taxonomies of a test's own: our files, with examples and a model of the test."""

from pathlib import Path

from pipelines.classify import DEFAULT

FILES = ("causes.toml", "rules.toml", "codes.toml", "consequences.toml")
EXAMPLES = """
[[example]]
cause = "pp_balance_not_zero"
language = "zh"
texts = ["薪火未熄，不能离席", "薪火尚在"]

[[example]]
cause = "lr_dispute_open"
language = "en"
texts = ["The zebra council still deliberates", "zebra council has not ruled"]

[[example]]
cause = "unclassified"
language = "en"
texts = ["It did not work out"]
"""


def taxonomy_folder(folder: Path, examples: str = EXAMPLES) -> Path:
    """A folder with our causes, rules and codes, these examples, and no model."""
    for name in FILES:
        (folder / name).write_bytes((DEFAULT / name).read_bytes())
    (folder / "examples.toml").write_text(examples, encoding="utf-8")
    return folder
