"""Whole tables: the same rows again with seven columns more, or one sentence that says why not."""

import csv
from pathlib import Path

import pytest

from pipelines.classify import ClassifyError, Taxonomy, classify_table


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_classified(tmp_path: Path, encoding: str) -> None:
    table = "id,error_code,message\n1,,账户余额不为零\n2,CONTRACT_NOT_EXIST,\n3,,解约失败\n4,,=1+1 密码错误\n"
    counts = classify_table(write(tmp_path / "in.csv", table, encoding), tmp_path / "out.csv")
    # one row each of policy, technical and personal, and one that says nothing
    assert counts == {
        "personal_information": 1,
        "technical_fault": 1,
        "platform_policy": 1,
        "legal_regulatory": 0,
        "unclassified": 1,
    }
    rows = read(tmp_path / "out.csv")
    assert [row["cause"] for row in rows][:2] == ["pp_balance_not_zero", "tf_already_terminated"]
    assert [row["id"] for row in rows] == ["1", "2", "3", "4"]
    assert 0.9 < float(rows[0]["confidence"]) < 1
    assert rows[3]["message"] == "=1+1 密码错误"  # the input's cells stay as they are


def test_one_column_is_enough_and_short_rows_are_filled(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", "Message;note\nNo such wallet\n\nBalance is not zero;x\n")
    classify_table(source, tmp_path / "out.csv")
    assert [row["cause"] for row in read(tmp_path / "out.csv")] == [
        "tf_already_terminated",
        "pp_balance_not_zero",
    ]


def test_a_column_of_our_name_is_kept_beside_ours(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", "message,cause\nNo such wallet,agreed\n")
    classify_table(source, tmp_path / "out.csv")
    row = read(tmp_path / "out.csv")[0]
    assert (row["cause"], row["decided_cause"]) == ("agreed", "tf_already_terminated")


def test_what_we_write_holds_no_formula() -> None:
    taxonomy = Taxonomy.read()
    names = [rule.id for rule in taxonomy.rules] + [f"code:{code.id}" for code in taxonomy.codes]
    names += [*taxonomy.causes, *taxonomy.categories, *(status.id for status in taxonomy.statuses)]
    assert not [name for name in names if name[0] in "=+-@\t\r"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"id,text\n1,a\n", "needs a column error_code or message; it has id, text"),
        (b"message\na,b\n", "line 2: 2 cells under 1 columns. Put its texts in quotes"),
        (b"message\n" + b"\x81\xff\x82\n" * 40, "cannot be read as text"),
        (b"PK\x03\x04 ...", "cannot be read as text"),
        (b"message\n" + b"a" * 200_000 + b"\n", "is no table"),
    ],
)
def test_a_table_that_cannot_be_read_leaves_nothing(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "in.csv").write_bytes(content)
    with pytest.raises(ClassifyError, match=said):
        classify_table(tmp_path / "in.csv", tmp_path / "out.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_paths_are_checked(tmp_path: Path) -> None:
    with pytest.raises(ClassifyError, match="There is no file"):
        classify_table(tmp_path / "in.csv", tmp_path / "out.csv")
    source = write(tmp_path / "in.csv", "message\na\n")
    with pytest.raises(ClassifyError, match="over itself"):
        classify_table(source, source)
