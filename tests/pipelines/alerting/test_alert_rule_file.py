"""alerts.toml: what stands, and what is refused by its line."""

from datetime import datetime
from pathlib import Path

import pytest

from analysis.alert_states import Bar
from pipelines.alerting.rule_file import RulesBroken, read_rules

SOUND = """[[channel]]
name = "ops"
url_from = "OPS_URL"

[[rule]]
name = "half"
kind = "rate"
least_failures = 6
least_rate = 0.5
owner = "li"
to = ["ops"]

[[maintenance]]
from = 2026-11-20T02:00:00+08:00
until = 2026-11-20T04:00:00+08:00
"""


def read(tmp_path: Path, text: str) -> str:
    path = tmp_path / "alerts.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesBroken) as broken:
        read_rules(path)
    return str(broken.value)


def test_a_sound_file(tmp_path: Path) -> None:
    path = tmp_path / "alerts.toml"
    path.write_text(SOUND, encoding="utf-8")
    found = read_rules(path)
    [rule] = found.rules
    assert (rule.bar, rule.by, rule.for_hours) == (Bar(6, 1, 0.5), ("platform",), 1)
    assert found.channels["ops"].language == "both"
    [window] = found.maintenance
    # 02:00 at +08:00
    assert window.from_at == datetime(2026, 11, 19, 18)


@pytest.mark.parametrize(
    ("of", "into", "said"),
    [
        ('to = ["ops"]', 'to = ["nobody"]', 'alerts.toml line 5: "to" names "nobody"; known are: ops.'),
        ("least_rate = 0.5", "", 'line 5: a rate rule needs either "least_rate" or "times_expected"'),
        ("least_rate = 0.5", "least_rate = 50", 'line 5: "least_rate" is 50.0 but is a share'),
        ("least_rate = 0.5", "least_rate = 0.5\ntimes_expected = 2", "line 5: a rate rule needs either"),
        ("least_failures = 6", "least_failures = true", 'line 5: "least_failures" must be a whole number'),
        ('kind = "rate"', 'kind = "moon"', 'line 5: "kind" is "moon" but must be one of spike, rate.'),
        ('kind = "rate"', 'kind = "spike"', 'line 5: "least_'),
        ('"OPS_URL"', '"feishu://token"', "line 1: \"url_from\" names a variable of the environment"),
        ('name = "half"', 'name = "one half"', 'line 5: the name "one half" must be'),
        ("02:00:00+08:00", "02:00:00", 'line 13: "from" must be an instant with its offset'),
        ("T04:", "T01:", 'line 13: "until" must be after "from".'),
        ("[[maintenance]]", "[[pause]]", 'alerts.toml: "pause" is not known here'),
        ("[[rule]]", "[[rule]", "alerts.toml line 5"),
        ('owner = "li"', "", 'line 5: "owner" must be a text'),
    ],
)
def test_what_is_refused(tmp_path: Path, of: str, into: str, said: str) -> None:
    assert of in SOUND
    assert said in read(tmp_path, SOUND.replace(of, into, 1))


def test_two_rules_of_one_name_and_no_file_at_all(tmp_path: Path) -> None:
    again = SOUND[SOUND.index("[[rule]]") : SOUND.index("[[maintenance]]")]
    assert 'the name "half" is taken, see line 5.' in read(tmp_path, SOUND + again)
    with pytest.raises(RulesBroken, match="There are no alert rules at"):
        read_rules(tmp_path / "none.toml")
