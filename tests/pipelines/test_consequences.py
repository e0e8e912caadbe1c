"""Consequences named in a message: heard in their clause, silent where denied, refused where the file is broken."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.causes import Word
from pipelines.classify import Taxonomy, TaxonomyError, classify_table
from pipelines.consequences import Consequences, read_signals
from pipelines.taxonomy_files import read_file
from pipelines.wording import normalise

FROZEN, INTEREST, CREDIT = "cq_fund_freeze", "cq_interest_accrual", "cq_credit_record"
REPEATED, LEGAL = "cq_repeated_process", "cq_legal_liability"
SIGNAL = """
[[consequence]]
id = "frozen"
consequence = "cq_fund_freeze"
any = ["funds ... frozen"]
none = ["not frozen"]
examples = ["The funds are frozen"]
counter_examples = ["The funds are not frozen"]
"""


@pytest.fixture(scope="module")
def consequences() -> Consequences:
    return Consequences(Taxonomy.read().signals)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("账户被司法冻结，罚息每日计收", {FROZEN: "冻结", INTEREST: "罚息"}),
        ("帳戶已被凍結", {FROZEN: "冻结"}),
        ("贷款逾期将影响您的个人征信", {CREDIT: "影响您的个人征信"}),
        ("证件模糊，请重新上传", {REPEATED: "重新上传"}),
        ("存在未结诉讼", {LEGAL: "诉讼"}),
        ("Your FUNDS are frozen; interest accrues", {FROZEN: "funds are frozen", INTEREST: "interest accrues"}),
        ("They're holding my money", {FROZEN: "holding my money"}),
        ("I sent the form again. We will sue", {REPEATED: "sent the form again", LEGAL: "will sue"}),
        # denied, conditional, or something else of that name
        ("您的账户未被冻结", {}),
        ("若账户被冻结请联系客服", {}),
        ("提前还款不影响征信，无罚息", {}),
        ("Your credit will not be affected", {}),
        ("No legal action will be taken and no interest will be charged", {}),
        ("Your credit card has expired. Please try again later", {}),
        ("操作失败", {}),
        ("", {}),
    ],
)
def test_what_a_message_names(consequences: Consequences, text: str, named: dict[str, str]) -> None:
    assert consequences.named(normalise(text)) == named


def test_a_denial_silences_its_own_clause_only(consequences: Consequences) -> None:
    assert consequences.named(normalise("Account 1 is not frozen. Account 2 is frozen.")) == {
        FROZEN: "account # is frozen"
    }
    assert consequences.named(normalise("余额未冻结，保证金已冻结")) == {FROZEN: "冻结"}


@given(text=st.text(max_size=200))
def test_any_text_is_heard_and_evidence_stands_in_it(consequences: Consequences, text: str) -> None:
    words = normalise(text + " the account is frozen ")
    assert all(said and said in words for said in consequences.named(words).values())


def test_every_consequence_can_be_heard_in_both_languages() -> None:
    taxonomy = Taxonomy.read()
    for word in (word for word in taxonomy.words.values() if word.group == "consequence"):
        assert all(heard_in(taxonomy, word)), word.word


def heard_in(taxonomy: Taxonomy, word: Word) -> tuple[bool, bool]:
    signals = (signal for signal in taxonomy.signals if signal.consequence == word.word)
    examples = [text for signal in signals for text in signal.entry.texts("examples")]
    return any(text.isascii() for text in examples), any(not text.isascii() for text in examples)


def test_a_decision_carries_them_beside_its_cause() -> None:
    decision = Taxonomy.read().classifier.decide(None, "账户被司法冻结，将影响征信")
    assert decision.cause == "lr_judicial_freeze"
    assert decision.named_consequences == (FROZEN, CREDIT)
    assert decision.consequence_evidence == ("冻结", "影响征信")


def test_a_classified_table_has_them(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("message\n账户被冻结，将影响征信\n操作失败\n", encoding="utf-8")
    classify_table(tmp_path / "in.csv", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["named_consequences"] for row in rows] == [f"{FROZEN} {CREDIT}", ""]
    assert [row["consequence_evidence"] for row in rows] == ["冻结 | 影响征信", ""]


# The first line of SIGNAL is empty, so its table begins in line 2.
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("cq_fund_freeze", "cq_nothing"), 'line 2: "consequence" is "cq_nothing" but must be one of cq_fund_freeze'),
        (('"funds ... frozen"', '"funds ..."'), 'line 2: in "any", the phrase "funds ..." may have'),
        (('"funds ... frozen"', '"/f+/"'), 'the expression "f+" may be slow'),
        (("The funds are frozen", "The funds are free"), 'the example "The funds are free" is not heard by "frozen"'),
        (('["not frozen"]', "[]"), '"frozen" hears its own counter-example "The funds are not frozen"'),
        (('examples = ["The funds are frozen"]\n', ""), '"examples" needs at least one text'),
        (("none =", "nome ="), '"nome" is not known here'),
        (("[[consequence]]", SIGNAL + "[[consequence]]"), 'the id "frozen" is taken'),
    ],
)
def test_a_broken_signal_is_refused_with_its_line(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    (tmp_path / "consequences.toml").write_text(SIGNAL.replace(*change, 1), encoding="utf-8")
    with pytest.raises(TaxonomyError) as refused:
        read_signals(read_file(tmp_path / "consequences.toml"), [FROZEN])
    assert said in str(refused.value)
