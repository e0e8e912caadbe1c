"""What a message says: both counts, the slice, in both languages, and nothing that a chat would obey."""

from dataclasses import replace
from datetime import datetime

from pipelines.alerting.due import Due
from pipelines.alerting.incidents import Incident
from pipelines.alerting.messages import Letterhead, message, plain
from pipelines.alerting.rules import Rule

HEAD = Letterhead({"tf_a": {"zh": "系统崩溃", "en": "System crash"}}, "http://localhost:8501", 480)
RULE = Rule("spikes", "payments on call", ("ops",))
INCIDENT = Incident(
    rule="spikes", incident_id="a1", segment="p · tf_a", platform="p", cause_category="technical_fault", cause="tf_a",
    error_code=None, started_at=datetime(2026, 11, 18, 11, 39), last_at=datetime(2026, 11, 20), ended_at=None,
    state="firing", count_failures=40, count_expected=2.57, count_wallets=28, severity="high", stage="growing",
    spike_id="01a0", explained_by=("component=settlement",), share_of_failures=0.975, share_of_attempts=0.35,
)  # fmt: skip
FIRING = Due("firing", "a1", 1, "spikes", "p · tf_a", INCIDENT.started_at, INCIDENT)


def test_in_english_line_by_line() -> None:
    title, body = message(FIRING, RULE, "en", HEAD)
    assert title == "[Firing] p · System crash"
    assert body.splitlines() == [
        "40 failures where 2.6 were expected, 28 wallets",
        "Slice: component = settlement (98 % of the failures, 35 % of the attempts)",
        "Since 2026-11-18 19:39 (UTC+08:00), growing",
        "Owner: payments on call · rule spikes",
        "http://localhost:8501/faults?spike=01a0&lang=en",
    ]


def test_in_chinese_and_in_both() -> None:
    zh_title, zh = message(FIRING, RULE, "zh", HEAD)
    assert zh_title == "【触发】p · 系统崩溃"
    assert "失败 40 次，预期 2.6 次，涉及 28 个钱包" in zh
    title, body = message(FIRING, RULE, "both", HEAD)
    assert title == "【触发】p · 系统崩溃 / [Firing] p · System crash"
    assert body == f"{zh}\n\n{message(FIRING, RULE, 'en', HEAD)[1]}"


def test_an_end_a_disappearance_and_what_is_not_known() -> None:
    ended = replace(INCIDENT, ended_at=datetime(2026, 11, 19, 1), stage="closed", explained_by=())
    title, body = message(replace(FIRING, told="over", incident=ended), RULE, "en", HEAD)
    assert title == "[Over] p · System crash"
    assert "From 2026-11-18 19:39 until 2026-11-19 09:00 (UTC+08:00)" in body
    assert "Slice" not in body
    title, body = message(replace(FIRING, told="gone", incident=None), RULE, "en", HEAD)
    assert title == "[No longer found] p · tf_a"
    assert "late rows changed the counts" in body
    unknown = replace(INCIDENT, count_expected=None, count_decided=0, count_wallets=None, platform=None, cause=None)
    title, body = message(replace(FIRING, incident=replace(unknown, cause_category=None)), RULE, "en", HEAD)
    assert title == "[Firing] whole log"
    assert "40 failures of 0 decided attempts (– %), – wallets" in body


def test_log_text_is_masked_short_and_formats_nothing() -> None:
    hostile = replace(INCIDENT, cause=None, error_code="<!channel> *x* _y_ [a](http://evil) @all 13800138000\nnext")
    title, _ = message(replace(FIRING, incident=hostile), RULE, "en", HEAD)
    assert not set(title.removeprefix("[Firing]")) & set("<>@*`[]|~#\\\n")
    assert "13800138000" not in title
    assert plain("_y_ app_version") == "＿y＿ app_version"
    assert len(plain("x" * 500)) == 80
