"""platforms.toml: what is read of it, and what is refused by file and line."""

from pathlib import Path

import pytest
from taxonomy_folders import taxonomy_folder

from pipelines.classify import Taxonomy, TaxonomyError
from pipelines.platform_rules import ReregistrationRule

RULE = """
[[reregistration]]
platform = "p"
is_allowed = true
waiting_days = 30
is_data_reused = false
note_en = "Ask again after a month."
"""


def read(root: Path, text: str) -> tuple[ReregistrationRule, ...]:
    folder = taxonomy_folder(root)
    (folder / "platforms.toml").write_text(text, encoding="utf-8")
    return Taxonomy.read(folder).reregistration


def test_a_rule_is_read_and_what_is_left_out_is_unknown(tmp_path: Path) -> None:
    assert read(tmp_path, RULE) == (ReregistrationRule("p", True, 30, False, None, "Ask again after a month.", ""),)


def test_without_the_file_no_rule_is_known(tmp_path: Path) -> None:
    assert Taxonomy.read(taxonomy_folder(tmp_path)).reregistration == ()


def test_a_rule_changes_the_version(tmp_path: Path) -> None:
    folder = taxonomy_folder(tmp_path)
    before = Taxonomy.read(folder).version
    (folder / "platforms.toml").write_text(RULE, encoding="utf-8")
    assert Taxonomy.read(folder).version != before


def test_ours_names_the_five_platforms_of_the_sample() -> None:
    assert [rule.platform for rule in Taxonomy.read().reregistration] == [
        *("aurora", "bamboo", "cinnabar", "dragonfly", "egret"),
    ]


@pytest.mark.parametrize(
    ("change", "line", "sentence"),
    [
        (('"p"', '""'), 2, '"platform" must be a text'),
        (("= true", '= "yes"'), 2, "\"is_allowed\" is 'yes' but must be true or false"),
        (("= 30", "= -1"), 2, '"waiting_days" is -1 but must be a whole number of days from 0 to 3650'),
        (("= 30", "= true"), 2, '"waiting_days" is True'),
        (("= 30", "= 1.5"), 2, '"waiting_days" is 1.5'),
        (("waiting_days", "wait"), 2, '"wait" is not known here'),
        ((RULE, RULE + RULE), 9, 'the platform "p" is taken, see line 2'),
        (("= 30", "= "), 5, "Invalid value"),
    ],
)
def test_a_broken_rule_is_named_by_file_and_line(
    tmp_path: Path, change: tuple[str, str], line: int, sentence: str
) -> None:
    with pytest.raises(TaxonomyError) as refused:
        read(tmp_path, RULE.replace(*change, 1))
    assert str(refused.value).startswith(f"platforms.toml line {line}: ")
    assert sentence in str(refused.value)
