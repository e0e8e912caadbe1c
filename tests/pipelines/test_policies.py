"""The policy ledger: read, and refused by file and line."""

from pathlib import Path

import pytest
from taxonomy_folders import taxonomy_folder

from pipelines.classify import Taxonomy, TaxonomyError
from pipelines.decisions import taxonomy_tables

GOOD = """
[[policy]]
platform = "aurora"
clause = "A-1"
text_en = "Balance first"
text_zh = "余额先清零"
owner = "policy product"
since = 2025-03-01
basis = "risk"
causes = ["pp_balance_not_zero"]
"""


def ledger(folder: Path, text: str) -> Taxonomy:
    taxonomy_folder(folder)
    (folder / "policies.toml").write_text(text, encoding="utf-8")
    return Taxonomy.read(folder)


def test_a_clause_reaches_the_warehouse_as_it_is_written(tmp_path: Path) -> None:
    (row,) = taxonomy_tables(ledger(tmp_path, GOOD))["policies"].to_pylist()
    told = (row["platform"], row["policy_clause"], row["since"].isoformat(), row["basis"], row["causes"])
    assert told == ("aurora", "A-1", "2025-03-01", "risk", ["pp_balance_not_zero"])


def test_without_a_ledger_there_is_an_empty_relation(tmp_path: Path) -> None:
    found = taxonomy_tables(Taxonomy.read(taxonomy_folder(tmp_path)))["policies"]
    assert found.num_rows == 0
    assert "policy_clause" in found.column_names


def test_a_changed_clause_is_another_version_of_the_taxonomy(tmp_path: Path) -> None:
    before = ledger(tmp_path, GOOD).version
    assert ledger(tmp_path, GOOD.replace("risk", "discretionary")).version != before


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (GOOD.replace('"risk"', '"because"'), 2, '"basis" is "because" but must be one of required_by_law, risk'),
        (GOOD.replace("2025-03-01", '"2025-03-01"'), 2, '"since" is \'2025-03-01\' but must be a day without quotes'),
        (GOOD.replace("2025-03-01", "2025-03-01T10:00:00"), 2, "must be a day without quotes"),
        (GOOD.replace("pp_balance_not_zero", "pp_nothing"), 2, 'there is no cause "pp_nothing" in causes.toml'),
        (GOOD + GOOD, 12, 'the clause "A-1" of "aurora" is taken, see line 2'),
        (GOOD.replace("owner", "onwer"), 2, '"onwer" is not known here'),
        (GOOD.replace('text_zh = "余额先清零"\n', ""), 2, '"text_zh" must be a text that is not empty'),
        (GOOD + "since = \n", 11, ""),
    ],
)
def test_a_broken_ledger_is_refused_by_file_and_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(TaxonomyError) as refused:
        ledger(tmp_path, text)
    assert str(refused.value).startswith(f"policies.toml line {line}: ")
    assert said in str(refused.value)


def test_ours_covers_platforms_and_leaves_no_cause_unknown() -> None:
    ours = Taxonomy.read().policies
    assert len({policy.platform for policy in ours}) == 5
    assert {policy.basis for policy in ours} == {"required_by_law", "risk", "discretionary"}
