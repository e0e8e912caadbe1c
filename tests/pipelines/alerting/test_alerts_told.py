"""Alerts over a real warehouse to real servers: told once, over once, held, retried, and never lost in a crash."""

import email
import email.policy
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alert_log import Log, Web

from pipelines.alerting.delivery import send, without_secrets
from pipelines.alerting.looking import Looked, look
from pipelines.alerting.rule_file import read_rules
from pipelines.alerting.turns import EVERY_SECONDS, Turns
from pipelines.commands import main
from pipelines.sharing import write
from warehouse import alerts, open_snapshot
from warehouse.shared import MARKS

NOW = datetime(2026, 11, 25, 12)
LINK = "https://dashboard.example/"


@pytest.fixture(autouse=True)
def hook(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_ALERT_URL", web.address)


def looked(log: Log, minutes: float = 0, deliver: Callable[..., str | None] = send) -> Looked:
    rules = read_rules(log.root / "alerts.toml")
    return look(log.folder, rules, LINK, deliver, lambda: NOW + timedelta(minutes=minutes))


def kinds(done: Looked) -> list[str]:
    return [entry.kind for entry in done.entries]


def titles(web: Web) -> list[str]:
    return [json.loads(one)["title"] for one in web.taken]


def test_an_incident_is_told_once_and_its_end_once_and_it_is_armed_anew(log: Log, web: Web) -> None:
    log.rules()
    log.load(range(48), range(45, 48))
    assert kinds(looked(log)) == ["intended", "sending", "sent"]
    assert kinds(looked(log)) == []
    log.load(range(48, 52))
    assert kinds(looked(log)) == ["intended", "sending", "sent"]
    assert kinds(looked(log)) == []
    log.load(range(52, 60), range(56, 60))
    looked(log)
    assert titles(web) == ["【触发】p / [Firing] p", "【已恢复】p / [Over] p", "【触发】p / [Firing] p"]


def test_what_a_message_says(log: Log, web: Web) -> None:
    log.rules()
    log.load(range(48), range(45, 48))
    looked(log)
    body = json.loads(web.taken[0])["message"]
    # The window of the hours 44 and 45 holds 4 failures, which are too few; that of 45 and 46 holds 8 of 8.
    # So from hour 45, which is 21:00 on the 2nd: 12 failures of 12.
    assert "12 failures of 12 decided attempts (100.0 %), 12 wallets" in body
    assert "已有结果的请求 12 次，失败 12 次（100.0%），涉及 12 个钱包" in body
    assert "Since 2026-11-02 21:00 (UTC+00:00), lasting" in body
    assert "Owner: li.wei · rule half" in body
    assert "https://dashboard.example/causes?platform=p&from=2026-11-02&to=2026-11-02&lang=en" in body
    [message] = alerts.messages(alerts.read(log.folder))
    assert body.rstrip().endswith(f"#{message.message_id}")
    assert "secret-hook-key" not in (log.folder / alerts.ALERTS).read_text()


def test_old_history_is_not_told_and_what_just_ended_is_told_once(log: Log, web: Web) -> None:
    log.rules()
    log.load(range(96), range(40, 44))
    assert kinds(looked(log)) == []
    log.load(range(96, 108), range(98, 101))
    looked(log)
    looked(log)
    assert titles(web) == ["【已发生并结束】p / [Began and ended] p"]


def test_a_refused_message_is_tried_again_with_growing_waits_and_in_order(log: Log, web: Web) -> None:
    log.rules()
    log.load(range(48), range(45, 48))
    web.status = 500
    done = looked(log)
    assert kinds(done) == ["intended", "sending", "failed"]
    [waiting] = done.waiting
    assert "500" in waiting.reason
    assert "secret" not in waiting.reason
    assert kinds(looked(log, 0.5)) == []  # a minute is not over
    assert kinds(looked(log, 1)) == ["sending", "failed"]
    log.load(range(48, 52))
    web.status = 200
    # the next try is due two minutes after the one before; what comes after it waits for it
    assert kinds(looked(log, 2)) == ["intended"]
    assert kinds(looked(log, 3)) == ["sending", "sent", "sending", "sent"]
    assert titles(web) == ["【触发】p / [Firing] p", "【已恢复】p / [Over] p"]


def test_what_cannot_be_sent_for_two_days_is_given_up(log: Log, web: Web) -> None:
    log.rules()
    log.load(range(48), range(45, 48))
    web.status = 500
    looked(log)
    done = looked(log, 2 * 24 * 60 + 1)
    assert kinds(done) == ["dropped"]
    assert "2 days" in done.entries[0].reason
    assert done.waiting == ()


class Killed(BaseException):
    """The process ends here."""


def test_a_message_that_was_going_out_in_a_crash_goes_out_again_and_says_so(log: Log, web: Web) -> None:
    log.rules()
    log.load(range(48), range(45, 48))

    def killed(*stated: str) -> str | None:
        send(*stated)
        raise Killed

    with pytest.raises(Killed):
        looked(log, deliver=killed)
    with (log.folder / alerts.ALERTS).open("a") as file:
        file.write('{"kind": "se')  # half a line of the crash
    assert kinds(looked(log)) == ["sending", "sent"]
    assert kinds(looked(log)) == []
    first, second = (json.loads(one)["message"] for one in web.taken)
    assert "Sent again" not in first
    assert "Sent again: it is not known whether it arrived before." in second
    assert first.splitlines()[-1] == second.splitlines()[-1]


@pytest.mark.slow
def test_a_process_that_is_killed_while_it_sends(log: Log, web: Web) -> None:
    path = log.rules()
    log.load(range(48), range(45, 48))
    web.may_answer.clear()
    command = [sys.executable, "-m", "pipelines", "alert", "--rules", str(path), "--warehouse", str(log.folder)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not web.taken and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    process.kill()
    process.communicate()
    web.may_answer.set()
    assert len(web.taken) == 1
    for _ in range(2):  # the lock died with the process; the second run has nothing to do
        assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    first, second = (json.loads(one)["message"] for one in web.taken)
    assert "Sent again" in second
    assert first.splitlines()[-1] == second.splitlines()[-1]


def test_what_was_written_down_before_a_crash_is_sent_plainly(log: Log, web: Web) -> None:
    log.rules()
    log.load(range(48), range(45, 48))
    looked(log)
    path = log.folder / alerts.ALERTS
    path.write_text(path.read_text().splitlines()[0] + "\n")
    web.taken.clear()
    assert kinds(looked(log)) == ["sending", "sent"]
    assert "Sent again" not in web.taken[0]


def test_late_rows_that_move_the_start_make_no_second_message(log: Log, web: Web) -> None:
    log.rules()
    log.load(range(48), range(45, 48))
    looked(log)
    log.load(range(44, 45), range(44, 45), count=5)  # hour 44 had 4 sound attempts, and now 5 failures beside them
    assert kinds(looked(log)) == []
    log.load(range(40, 48), count=60)  # and now the rate is far from a half
    done = looked(log)
    assert kinds(done) == ["intended", "sending", "sent"]
    assert titles(web)[-1] == "【已查不到】p / [No longer found] p"
    assert kinds(looked(log)) == []


def test_a_rule_that_is_gone_says_nothing_more(log: Log, web: Web) -> None:
    path = log.rules()
    log.load(range(48), range(45, 48))
    looked(log)
    path.write_text(path.read_text().replace('"half"', '"another"'))
    assert [(one.kind, one.rule) for one in looked(log).entries if one.kind == "dropped"] == [("dropped", "half")]
    assert kinds(looked(log)) == []


def test_maintenance_holds_back_and_what_is_still_going_on_is_told_afterwards(log: Log, web: Web) -> None:
    window = '[[maintenance]]\nfrom = 2026-11-02T20:00:00Z\nuntil = 2026-11-03T02:00:00Z\nplatforms = ["p"]\n'
    log.rules(window)
    log.load(range(48), range(45, 48))
    [held] = looked(log).entries
    assert (held.kind, held.reason) == ("held", "maintenance until 2026-11-03T02:00Z")
    assert kinds(looked(log)) == []  # held once, not at every look
    log.load(range(48, 51), range(48, 51))
    assert kinds(looked(log)) == ["intended", "sending", "sent"]
    assert titles(web) == ["【触发】p / [Firing] p"]


def test_a_silenced_spike_is_held_back_until_the_silence_is_over(log: Log, web: Web) -> None:
    spike_rule = '[[rule]]\nname = "spikes"\nkind = "spike"\nseverity = "low"\nowner = "ops"\nto = ["ops"]\n'
    path = log.rules()
    path.write_text(path.read_text().split("[[rule]]")[0] + spike_rule)
    log.load(range(30 * 24), range(29 * 24, 30 * 24))
    [spike] = open_snapshot(log.folder).arrow("SELECT * FROM spikes").to_pylist()
    said = {"kind": "add", "author": "li", "spike_id": spike["spike_id"], "silenced_until": "2026-12-01T06:00+00:00"}
    write(log.folder, MARKS, said, NOW)
    [held] = looked(log).entries
    assert (held.kind, held.reason) == ("held", "silenced until 2026-12-01T06:00Z")
    write(log.folder, MARKS, {"kind": "change", "author": "li", "of": "1", "silenced_until": ""}, NOW)
    assert kinds(looked(log)) == ["intended", "sending", "sent"]
    body = json.loads(web.taken[0])["message"]
    # 24 hours of 4 attempts
    assert "96 failures where" in body
    assert "were expected, 96 wallets" in body
    assert f"https://dashboard.example/faults?spike={spike['spike_id']}&lang=zh" in body


def test_a_letter_arrives_at_a_mail_server(
    log: Log, mail: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, letters = mail
    monkeypatch.setenv("TEST_ALERT_URL", f"mailto://127.0.0.1:{port}?from=alerts@example.com&to=ops@example.com")
    log.rules()
    log.load(range(48), range(45, 48))
    assert kinds(looked(log)) == ["intended", "sending", "sent"]
    [letter] = letters
    found = email.message_from_string(letter, policy=email.policy.default)
    assert found["Subject"] == "【触发】p / [Firing] p"
    body = found.get_body(("plain", "html"))
    assert body is not None
    assert "12 failures of 12 decided attempts" in body.get_content()


def test_without_its_variable_or_with_nonsense_in_it_a_channel_waits(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.rules()
    log.load(range(48), range(45, 48))
    monkeypatch.delenv("TEST_ALERT_URL")
    assert [one.reason for one in looked(log).waiting] == ["the environment has no TEST_ALERT_URL"]
    monkeypatch.setenv("TEST_ALERT_URL", "nonsense")
    assert [one.reason for one in looked(log, 5).waiting] == ["TEST_ALERT_URL holds no URL that Apprise knows"]


def test_what_a_service_says_is_kept_without_the_keys_of_its_url() -> None:
    said = "first\nFailed to POST to https://hooks.example/abcdef123456: 404"
    assert without_secrets(said, "json://hooks.example/abcdef123456") == "Failed to POST to https://***/***: 404"


def test_a_watch_looks_after_each_load_and_now_and_then(log: Log, web: Web) -> None:
    path, complaints = log.rules(), []
    turns = Turns(log.folder, path, read_rules(path), LINK, complaints.append)
    assert turns.take(0.0, False) is None  # nothing is loaded yet
    log.load(range(48), range(45, 48))
    assert turns.take(1.0, False) is None  # it is not time, and nothing was published
    done = turns.take(2.0, True)
    assert done is not None
    assert kinds(done) == ["intended", "sending", "sent"]
    path.write_text("nonsense")
    again = turns.take(2.0 + EVERY_SECONDS, False)
    assert again is not None
    assert kinds(again) == []
    assert "alerts.toml line 1" in complaints[0]


def ran(capsys: pytest.CaptureFixture[str], log: Log, *words: str) -> tuple[int, str, str]:
    code = main(["alert", *words, "--rules", str(log.root / "alerts.toml"), "--warehouse", str(log.folder)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_commands_and_their_exit_codes(log: Log, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    path = log.rules()
    log.load(range(96), range(40, 44))
    log.load(range(96, 100), range(97, 100))
    code, said, _ = ran(capsys, log, "backtest")
    assert code == 0
    assert "half: over the log it would have fired 2 times, 0 of them with a spike found" in said
    assert "2026-11-02 16:00  2026-11-02 20:00" in said  # the hours 40 to 43
    code, said, _ = ran(capsys, log, "--dry-run")
    assert (code, web.taken) == (0, [])
    assert "[Firing] p" in said
    web.status = 500
    assert ran(capsys, log)[0] == 3
    assert "1 failed" in ran(capsys, log, "status")[1]
    found = json.loads(ran(capsys, log, "status", "--json")[1])
    assert [one["state"] for one in found["rules"]] == ["firing"]
    assert main(["alert", "--rules", str(path), "--warehouse", str(log.folder), "status"]) == 0  # said before it
    assert "half" in capsys.readouterr().out
    path.write_text(path.read_text().replace("least_rate = 0.5", "least_rate = 5"))
    code, _, complaint = ran(capsys, log)
    assert code == 1
    assert complaint.startswith('error: alerts.toml line 5: "least_rate" is 5')


def test_without_rules_the_example_is_tried_and_said_to_be_one(
    log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    log.load(range(48), range(45, 48))
    assert main(["alert", "backtest", "--warehouse", str(log.folder)]) == 0
    assert "There are no rules at" in capsys.readouterr().out
    assert main(["alert", "--warehouse", str(log.folder)]) == 1
    assert "Copy pipelines/alerting/example.toml there." in capsys.readouterr().err


def test_a_broken_journal_is_named_by_its_line(log: Log) -> None:
    log.rules()
    log.load(range(48), range(45, 48))
    (log.folder / alerts.ALERTS).write_text('{"kind": "sent"}\n')
    with pytest.raises(alerts.AlertsBroken, match=r"alerts\.jsonl, line 1"):
        looked(log)


def test_example_rules_are_sound() -> None:
    found = read_rules(Path("pipelines/alerting/example.toml"))
    assert [rule.kind for rule in found.rules] == ["spike", "rate", "rate"]
