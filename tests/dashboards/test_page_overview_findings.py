"""Findings on the overview: sentences with their numbers, where they lead, and what stands there without any."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from dashboards.pages.overview_noticed import evidence, icon, page, sentence
from dashboards.text import text

ROW = {
    "measure": "failure_rate",
    "kind": "cause",
    "value": "tf_otp_not_delivered",
    "platform": "bamboo",
    "count_current": 52,
    "total_current": 513,
    "count_previous": 6,
    "total_previous": 537,
    "rate_current": 52 / 513,
    "rate_previous": 6 / 537,
    "difference": 52 / 513 - 6 / 537,
    "low": 0.0321,
    "high": 0.1595,
    "excess": 46.3,
    "is_new": False,
    "count_wallets": 17.0,
    "rate_part": float("nan"),
    "mix_part": float("nan"),
    "gathered_kind": None,
    "gathered_value": None,
    "gathered_share": None,
    "gathered_usual": None,
    "from_on": date(2026, 9, 28),
    "to_on": date(2026, 10, 4),
    "previous_from_on": date(2026, 9, 21),
    "previous_to_on": date(2026, 9, 27),
}
CASES = ("resolved_3", "given_up", "case_rate")


def told(language: str, **changed: object) -> str:
    view = SimpleNamespace(
        say=text(language), label=lambda name: {"tf_otp_not_delivered": "验证码未送达"}.get(name, name)
    )
    return sentence(view, {**ROW, **changed}, 13)


def test_a_sentence_has_numerator_denominator_interval_and_people() -> None:
    said = told("en")
    assert (
        "10.1% of the attempts failed this way (52 of 513) after 1.1% (6 of 537): +9.02 pp (+3.21 to +15.95 pp)" in said
    )
    assert "about 46 failures more" in said
    assert "17 wallets" in said
    assert "on bamboo" in said


def test_the_same_in_chinese() -> None:
    said = told("zh")
    assert said.startswith("**bamboo 的验证码未送达：失败变多**。10.1% ")
    assert "10.1% 的申请因此失败（513 次中的 52 次），此前为 1.1%（537 次中的 6 次）" in said


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("measure", ["failure_rate", *CASES])
@pytest.mark.parametrize("kind", ["cause", "platform", "whole"])
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("is_new", [True, False])
def test_each_kind_of_finding_has_its_sentence(
    language: str, measure: str, kind: str, sign: int, is_new: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboards.pages.overview_noticed.medians", lambda view, row: [])
    wallets = None if measure in CASES else 17.0
    signed = {"difference": sign * 0.05, "excess": sign * 46.3, "is_new": is_new, "count_wallets": wallets}
    said = told(language, measure=measure, kind=kind, platform=None, **signed)
    assert "52" in said
    assert "{" not in said


def test_rate_and_mix_are_told_apart_and_where_it_sits() -> None:
    said = told("en", platform=None, rate_part=0.08, mix_part=0.01, **gathered("os", "ios", 1.02, 0.22))
    assert "+8.00 pp is rate and +1.00 pp the mix of platforms" in said
    assert "100% of the change sits in one place, System ios, which otherwise has 22% of the failures" in said


def gathered(*values: object) -> dict[str, object]:
    return dict(zip(("gathered_kind", "gathered_value", "gathered_share", "gathered_usual"), values, strict=True))


def test_the_log_s_words_are_never_markup() -> None:
    assert "**x**" not in told("en", kind="bank", value="**x** <b>", platform=None)


@pytest.mark.parametrize(
    ("changed", "leads_to", "filters"),
    [
        ({}, "overview", {"cause": ["tf_otp_not_delivered"], "platform": ["bamboo"], "compare": None}),
        ({"kind": "bank", "value": "X", "platform": None}, "overview", {"bank": ["X"], "compare": None}),
        ({"kind": "signature", "value": "s", "platform": None}, "causes", {"signature": ["s"], "compare": None}),
        ({"kind": "whole", "measure": "resolved_7", "platform": None}, "resolution", {"compare": None}),
        ({"to_on": date(2026, 10, 6)}, "overview", {"compare": "weekdays"}),  # nine days: not just the days before
    ],
)
def test_evidence_is_the_view_with_the_same_numbers(changed: dict, leads_to: str, filters: dict) -> None:
    row = {**ROW, **changed}
    assert page(row) == leads_to
    held = evidence(row)
    assert (held["period"], held["from"], held["to"]) == (None, "2026-09-28", row["to_on"].isoformat())
    assert {name: held[name] for name in filters} == filters


def test_signs_tell_the_direction() -> None:
    signs = [icon({**ROW, **changed}) for changed in ({}, {"difference": -0.1}, {"is_new": True})]
    assert signs == ["trending_up", "trending_down", "new_releases"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("days", [{}, {"findings": "period"}, {"findings": "nonsense"}, {"period": "all"}])
def test_the_card_is_drawn(open_app, warehouse_folder: Path, language: str, days: dict[str, str]) -> None:
    app = open_app(warehouse_folder, "overview", lang=language, **days)
    assert not app.exception
    shown = [one.value for one in app.markdown]
    assert any(text(language)("card.findings") in value for value in shown)


def test_days_without_history_say_so(open_app, warehouse_folder: Path) -> None:
    # The log begins 60 days before 20 November: its second week has one week before it, and none to learn noise from.
    app = open_app(warehouse_folder, "overview", lang="en", **{"from": "2026-09-23", "to": "2026-10-06"})
    assert any(value == text("en")("finding.short") for value in [one.value for one in app.caption])


def test_the_evidence_shows_the_numbers_told(open_app, warehouse_folder: Path) -> None:
    changes = {"from": "2026-11-09", "to": "2026-11-15", "platform": ["aurora"]}
    app = open_app(warehouse_folder, "overview", lang="en", **changes)
    assert not app.exception
    assert pd.notna(app.metric[0].value)
