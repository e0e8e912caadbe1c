"""Our taxonomy with one rule more."""

from pathlib import Path

from pipelines.classify import DEFAULT


def changed_taxonomy(root: Path) -> Path:
    """A copy of its folder under `root`, in which a full moon is pp_operating_window."""
    folder = root / "taxonomy"
    folder.mkdir()
    for path in DEFAULT.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    rule = """
[[rule]]
id = "full_moon"
cause = "pp_operating_window"
strength = "specific"
any = ["moon is full"]
examples = ["the moon is full"]
counter_examples = ["the moon is new"]
"""
    rules = folder / "rules.toml"
    rules.write_text(rules.read_text("utf-8") + rule, encoding="utf-8")
    return folder
