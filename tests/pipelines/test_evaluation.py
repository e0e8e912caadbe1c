"""Evaluation: figures that can be added in the head, whole systems left out, files that cannot be judged."""

import json
from pathlib import Path

import pytest
from taxonomy_folders import taxonomy_folder

from pipelines.classify import ClassifyError, Taxonomy
from pipelines.commands import main
from pipelines.evaluation import evaluate, read_known, write_report
from pipelines.judging import Known, Measure
from pipelines.training_held_out import systems_left_out
from pipelines.training_texts import training_texts

# Two are right, one has the right category alone, one is wrong, one is left open.
TABLE = """system,language,error_code,message,cause
A,zh,,余额不为零,pp_balance_not_zero
A,zh,504,,tf_network_timeout
B,en,,The wallet is frozen by risk control,pp_terms_violation
B,en,,Wrong password,pp_balance_not_zero
B,en,,Zq zq zq,lr_dispute_open
"""


@pytest.fixture(scope="module")
def taxonomy(tmp_path_factory: pytest.TempPathFactory) -> Taxonomy:
    """Rules alone, so that no figure moves with the model."""
    return Taxonomy.read(taxonomy_folder(tmp_path_factory.mktemp("taxonomy")))


def table(folder: Path, text: str = TABLE) -> Path:
    path = folder / "known.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_figures_by_hand(taxonomy: Taxonomy, tmp_path: Path) -> None:
    found = evaluate(taxonomy, read_known(table(tmp_path), taxonomy))
    values = {(one.scope, one.measure): one.value for one in found.measures}
    assert values["all", "cause_accuracy"] == 2 / 5
    assert values["all", "category_accuracy"] == 3 / 5
    assert values["all", "coverage"] == 4 / 5
    assert values["all", "decided_cause_accuracy"] == 2 / 4
    # 90 % of 5 rows is 5 rows, the one left open among them
    assert values["all", "cause_accuracy_at_90_coverage"] == 2 / 5
    # balance: said 1, hit 1, true 2; time-out 1; terms and dispute 0
    assert values["all", "cause_macro_f1"] == pytest.approx((2 / 3 + 1 + 0 + 0) / 4)
    # policy: said 2, hit 2, true 3; fault 1; law 0
    assert values["all", "category_macro_f1"] == pytest.approx((4 / 5 + 1 + 0) / 3)
    # rules at 0.95 three times, one of them right; a status at 0.55, right
    brier = (0.05**2 + 0.95**2 + 0.95**2 + 0.45**2) / 4
    assert values["all", "brier_score"] == pytest.approx(brier)
    assert values["all", "calibration_error"] == pytest.approx(3 / 4 * (0.95 - 1 / 3) + 1 / 4 * 0.45)
    assert values["language:zh", "cause_accuracy"] == 1
    assert values["system:B", "cause_accuracy"] == 0
    assert values["decided_by:rule", "share_of_rows"] == 3 / 5
    assert values["decided_by:none", "share_of_rows"] == 1 / 5


def test_each_share_has_an_interval_around_it(taxonomy: Taxonomy, tmp_path: Path) -> None:
    found = evaluate(taxonomy, read_known(table(tmp_path), taxonomy))
    shares = [one for one in found.measures if one.measure == "cause_accuracy"]
    assert all(one.lower <= one.value <= one.upper for one in shares)  # type: ignore[operator]


def test_the_report_is_whole_and_can_be_read(taxonomy: Taxonomy, tmp_path: Path) -> None:
    report = evaluate(taxonomy, read_known(table(tmp_path), taxonomy)).report()
    write_report(report, tmp_path / "report.json")
    held = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert held["count_rows"] == sum(pair["count_rows"] for pair in held["confusion"]) == 5
    assert sum(bin_["count_rows"] for bin_ in held["reliability"]) == 4
    assert held["coverage_against_risk"][-1]["risk"] == 0.5
    write_report(report, tmp_path / "report.md")
    assert "| all | cause_accuracy | 0.400 |" in (tmp_path / "report.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_whole_systems_are_left_out(taxonomy: Taxonomy, tmp_path: Path) -> None:
    # Each system says one thing in two wordings nobody else has: what the other row of the same system would teach
    # must not be known.
    words = {"A": ("qwert yuiop", "lr_dispute_open"), "B": ("zxcvb nmasd", "pp_fee_or_term_unmet")}
    known = [
        Known(None, f"{text} {end}", cause, system=system)
        for system, (text, cause) in words.items()
        for end in ("uno", "due")
    ]
    texts = training_texts(taxonomy, taxonomy_folder(tmp_path))
    assert accuracy(systems_left_out(taxonomy, texts, known)) == 0
    # The same rows as four systems teach each other.
    apart = [Known(None, one.message, one.cause, system=str(number)) for number, one in enumerate(known)]
    assert accuracy(systems_left_out(taxonomy, texts, apart)) == 1


def accuracy(measures: list[Measure]) -> float | None:
    return next(one.value for one in measures if (one.scope, one.measure) == ("all", "cause_accuracy"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TABLE.replace("lr_dispute_open", "lr_nothing"), 'line 6: there is no cause "lr_nothing"'),
        (TABLE.replace(",cause\n", ",label\n", 1), "needs a column cause"),
        ("system,cause\nA,pp_balance_not_zero\n", "needs a column error_code or message"),
        (TABLE.splitlines()[0], "has no rows"),
    ],
)
def test_what_cannot_be_judged_is_refused(taxonomy: Taxonomy, tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ClassifyError, match=said):
        read_known(table(tmp_path, text), taxonomy)


def test_the_command_prints_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "report.json"
    assert main(["evaluate", str(table(tmp_path)), "--out", str(out)]) == 0
    assert "cause_accuracy" in capsys.readouterr().out
    assert json.loads(out.read_text(encoding="utf-8"))["count_rows"] == 5
    assert main(["evaluate", str(tmp_path / "none.csv")]) == 1
    assert capsys.readouterr().err.startswith("error: There is no file")
