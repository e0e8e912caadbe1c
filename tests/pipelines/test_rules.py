"""rules.toml and codes.toml: every example is held, every cause can be heard, broken files are refused."""

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.classify import DEFAULT, Classifier, Taxonomy, TaxonomyError

RULES = """
[confidence]
code = 0.99
specific = 0.95
generic = 0.80
code_specific = 0.75
code_generic = 0.70
topic = 0.65
code_topic = 0.60
status = 0.55
hint = 0.50

[words]
left_zh = ["余额", "零钱"]
"""
RULE = """
[[rule]]
id = "balance"
cause = "pp_balance_not_zero"
any = ["<left_zh>未清"]
none = ["贷款"]
examples = ["零钱未清"]
counter_examples = ["贷款余额未清"]
"""
CODE = """
[[code]]
code = "E_BALANCE"
cause = "pp_balance_not_zero"
means = "money is left"
"""
PATTERN = """
[[code_pattern]]
id = "bank_codes"
pattern = 'BANK_[A-Z]{1,20}'
cause = "tf_bank_channel_error"
means = "the bank failed"
examples = ["BANK_DOWN"]
counter_examples = ["BLANK_DOWN"]
"""
STATUS = """
[[status]]
id = "late"
cause = "tf_network_timeout"
http = [504]
names = ["ETIMEDOUT"]
"""
Read = Callable[[str, str], Taxonomy]


def copy_default(folder: Path, *names: str) -> None:
    """Put files of the shipped taxonomy into a folder."""
    for name in names:
        (folder / name).write_bytes((DEFAULT / name).read_bytes())


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a taxonomy with our causes and these rules and codes."""

    def read_with(rules: str, codes: str = "") -> Taxonomy:
        copy_default(tmp_path, "causes.toml", "consequences.toml")
        (tmp_path / "rules.toml").write_text(RULES + rules, encoding="utf-8")
        (tmp_path / "codes.toml").write_text(codes, encoding="utf-8")
        return Taxonomy.read(tmp_path)

    return read_with


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return Taxonomy.read()


def test_every_example_is_decided_by_its_rule_and_no_counter_example(taxonomy: Taxonomy) -> None:
    classifier = Classifier(taxonomy)
    for rule in taxonomy.rules:
        for example in rule.entry.texts("examples"):
            assert classifier.decide(None, example).decided_by == rule.id
        for example in rule.entry.texts("counter_examples"):
            assert classifier.decide(None, example).decided_by != rule.id


def test_every_cause_can_be_heard_in_both_languages(taxonomy: Taxonomy) -> None:
    for cause in taxonomy.causes.keys() - {"unclassified"}:
        examples = [
            text for rule in taxonomy.rules if rule.cause == cause for text in rule.entry.texts("examples")
        ]
        assert any(text.isascii() for text in examples), cause
        assert any("一" <= letter <= "鿿" for text in examples for letter in text), cause


def test_rules_codes_and_statuses_are_read(read: Read) -> None:
    found = read(RULE, CODE + PATTERN + STATUS)
    assert [rule.id for rule in found.rules] == ["balance"]
    assert [code.id for code in found.codes] == ["E_BALANCE", "bank_codes"]
    assert found.statuses[0].http == (504,)


def test_the_version_changes_with_any_file(read: Read) -> None:
    version = read(RULE, CODE).version
    assert version == read(RULE, CODE).version
    assert version.startswith("1.0+")
    assert len(version) == len("1.0+") + 8
    assert version != read(RULE, CODE + STATUS).version
    assert version != read(RULE + "# a word more\n", CODE).version


# The first line of RULES is empty, [confidence] stands in line 2, [words] in line 13, [[rule]] in line 16.
@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (
            RULE.replace("pp_balance_not_zero", "pp_nothing"),
            'rules.toml line 16: there is no cause "pp_nothing"',
        ),
        (RULE + RULE, 'rules.toml line 24: the id "balance" is taken, see line 16'),
        (
            RULE.replace("<left_zh>未清", "<right_zh>未清"),
            'line 16: in "any", the phrase "<right_zh>未清" names',
        ),
        (RULE.replace("<left_zh>未清", "/余+/"), 'line 16: in "any", the expression "余+" may be slow'),
        (RULE.replace("<left_zh>未清", "/余[/"), 'the expression "余[" cannot be read'),
        (
            RULE.replace('["零钱未清"]', '["余额已清"]'),
            'the example "余额已清" of "balance" is decided by "no_rule"',
        ),
        (
            RULE.replace('["贷款余额未清"]', '["余额未清"]'),
            '"balance" decides its own counter-example "余额未清"',
        ),
        (
            RULE + RULE.replace('"balance"', '"beaten"'),
            'line 24: the example "零钱未清" of "beaten" is decided by "balance" of line 16, which beats it',
        ),
        (RULE.replace('examples = ["零钱未清"]\n', "", 1), '"examples" needs at least one text'),
        (RULE.replace('cause = "pp_balance_not_zero"\n', ""), '"cause" must be a text that is not empty'),
        (RULE.replace("none =", "nome ="), '"nome" is not known here'),
        (
            RULE.replace("none =", 'strength = "loud"\nnone ='),
            '"strength" is "loud" but must be one of specific',
        ),
        (RULE.replace("[[rule]]", "[rule]"), "rules.toml: write each rule as a [[rule]] line of its own"),
        (RULE.replace('"balance"', '"=balance"'), 'the id "=balance" must be lower-case'),
        (RULE.replace('["<left_zh>未清"]', '["<left_zh>未清"'), "rules.toml line 20: "),
    ],
)
def test_a_broken_rule_is_refused_with_its_line(read: Read, rules: str, said: str) -> None:
    with pytest.raises(TaxonomyError) as refused:
        read(rules, "")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (
            CODE.replace("pp_balance_not_zero", "pp_nothing"),
            'codes.toml line 2: there is no cause "pp_nothing"',
        ),
        (CODE + CODE.lower(), 'codes.toml line 7: the code "e_balance" has a label already, see line 2'),
        (CODE.replace('cause = "pp_balance_not_zero"\n', ""), '"cause" must be a text'),
        (CODE.replace("means", "meant"), '"meant" is not known here'),
        (PATTERN.replace("{1,20}", "*"), 'codes.toml line 2: the expression "BANK_[A-Z]*" may be slow'),
        (PATTERN.replace('["BANK_DOWN"]', '["bank"]'), 'the pattern does not fit its example "bank"'),
        (PATTERN.replace('["BLANK_DOWN"]', '["BANK_UP"]'), 'the pattern fits its counter-example "BANK_UP"'),
        (PATTERN.replace('examples = ["BANK_DOWN"]\n', "", 1), '"examples" needs at least one code'),
        (
            PATTERN + CODE.replace("E_BALANCE", "BANK_BALANCE"),
            'codes.toml line 2: "BANK_BALANCE" has two labels: "tf_bank_channel_error" here, "pp_balance_not_zero"',
        ),
        (
            PATTERN + PATTERN.replace("bank_codes", "more").replace("tf_bank_channel_error", "tf_state_conflict"),
            'codes.toml line 10: "BANK_DOWN" has two labels',
        ),
        (STATUS + STATUS.replace("late", "slow"), 'codes.toml line 8: "504" has a label already in "late"'),
        (STATUS.replace("[504]", '["504"]'), '"http" must be a list of whole numbers'),
    ],
)
def test_a_broken_code_is_refused_with_its_line(read: Read, codes: str, said: str) -> None:
    with pytest.raises(TaxonomyError) as refused:
        read(RULE, codes)
    assert said in str(refused.value)


@pytest.mark.parametrize("change", [("hint = 0.50\n", ""), ("hint = 0.50", "hint = 0.56"), ("0.99", "1.5")])
def test_confidence_must_be_whole_and_fall(tmp_path: Path, change: tuple[str, str]) -> None:
    copy_default(tmp_path, "causes.toml", "consequences.toml")
    (tmp_path / "rules.toml").write_text(RULES.replace(*change) + RULE, encoding="utf-8")
    (tmp_path / "codes.toml").write_text("", encoding="utf-8")
    with pytest.raises(TaxonomyError, match=r"rules.toml: \[confidence\] must"):
        Taxonomy.read(tmp_path)


def test_short_numbers_are_never_decisive(taxonomy: Taxonomy) -> None:
    assert [code.id for code in taxonomy.codes if code.id.isdigit()] == []


def test_the_guides_worked_example_goes_as_it_says(tmp_path: Path) -> None:
    guide = (DEFAULT / "README.md").read_text(encoding="utf-8")
    rule, mend = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)[:2]
    rules = (DEFAULT / "rules.toml").read_text(encoding="utf-8")
    place = rules.index('[[rule]]\nid = "balance_left"')
    copy_default(tmp_path, "causes.toml", "codes.toml", "consequences.toml")

    def add(text: str) -> None:
        added = textwrap.dedent(text)
        (tmp_path / "rules.toml").write_text(f"{rules[:place]}{added}\n{rules[place:]}", encoding="utf-8")

    add(rule)
    with pytest.raises(TaxonomyError, match='"friends_circle" decides its own counter-example'):
        Taxonomy.read(tmp_path)
    add(rule + mend)
    classifier = Classifier(Taxonomy.read(tmp_path))
    assert classifier.decide(None, "您还在亲友圈中").decided_by == "friends_circle"
    assert Classifier(Taxonomy.read()).decide(None, "您还在亲友圈中").cause == "unclassified"
