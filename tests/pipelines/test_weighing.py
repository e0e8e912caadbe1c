"""Rules and model weighed together: who wins when, what is named beside, when nothing is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from pipelines.classify import Classifier, Taxonomy
from pipelines.deciders import Failure, Finding
from pipelines.model import Floats, Model
from pipelines.ngrams import COUNT_BUCKETS
from pipelines.weighing import SUREST, by_weight, in_order

CAUSES = ("lr_loan_outstanding", "pp_balance_not_zero", "tf_network_timeout", "unclassified")
EVIDENCE = {"specific": 3.0, "generic": 2.0, "topic": 0.5, "hint": 1.0, "beside": 1.0, "status": 1.0}
BALANCE = Finding("pp_balance_not_zero", "specific", "balance_left", 2)
LOAN = Finding("lr_loan_outstanding", "specific", "loan_outstanding", 1)
TIMEOUT = Finding("tf_network_timeout", "topic", "topic_timeout", 3)


@dataclass(frozen=True)
class Says(Model):
    """A model that has these log-odds for every text."""

    said: tuple[float, ...] = ()

    def log_odds(self, texts: Sequence[str]) -> Floats:
        return np.tile(np.array(self.said, np.float32), (len(texts), 1))


def model(**said: float) -> Says:
    nothing = np.zeros((COUNT_BUCKETS, len(CAUSES)), np.int8)
    odds = tuple(said.get(cause, 0.0) for cause in CAUSES)
    evidence: Mapping[str, float] = dict.fromkeys(("code_specific", "code_generic", "code_topic"), 1.0) | EVIDENCE
    return Says(CAUSES, nothing, np.ones(len(CAUSES), np.float32), evidence, "", "1234", odds)


@pytest.mark.parametrize(
    ("findings", "said", "cause", "decided_by"),
    [
        # exp(3) against 3 * exp(0): the rule alone
        ([BALANCE], {}, "pp_balance_not_zero", "balance_left"),
        # the model agrees or doubts a little: still the rule
        ([BALANCE], {"tf_network_timeout": 2.0}, "pp_balance_not_zero", "balance_left"),
        # it is surer than the rule deserves
        ([BALANCE], {"tf_network_timeout": 6.0}, "tf_network_timeout", "model:1234"),
        # one telling word weighs little
        ([TIMEOUT], {"pp_balance_not_zero": 4.0}, "pp_balance_not_zero", "model:1234"),
        ([], {"pp_balance_not_zero": 4.0}, "pp_balance_not_zero", "model:1234"),
        # two specific rules: the first in the order of the rules
        ([BALANCE, LOAN], {}, "lr_loan_outstanding", "loan_outstanding"),
        # nothing is sure enough, or nothing is what it says
        ([], {}, "unclassified", "no_rule"),
        ([], {"unclassified": 4.0}, "unclassified", "no_rule"),
    ],
)
def test_who_decides(findings: list[Finding], said: Mapping[str, float], cause: str, decided_by: str) -> None:
    [verdict] = by_weight([in_order(findings)], ["x"], model(**said), least=0.3)
    assert (verdict.cause, verdict.decided_by) == (cause, decided_by)


def test_confidence_is_the_probability() -> None:
    [verdict] = by_weight([[BALANCE]], ["x"], model(), least=0.3)
    assert verdict.confidence == pytest.approx(SUREST * np.exp(3) / (np.exp(3) + 3))
    [surest] = by_weight([[BALANCE]], ["x"], model(pp_balance_not_zero=50.0), least=0.3)
    assert surest.confidence == pytest.approx(SUREST)


def test_what_is_probable_too_is_named_beside() -> None:
    both = model(pp_balance_not_zero=4.0, tf_network_timeout=3.7)
    [verdict] = by_weight([[]], ["x"], both, least=0.3)
    assert (verdict.cause, verdict.others) == ("pp_balance_not_zero", ("tf_network_timeout",))
    [verdict] = by_weight([in_order([BALANCE, LOAN])], ["x"], model(), least=0.3)
    assert verdict.others == ("pp_balance_not_zero",)


def test_a_decisive_code_is_not_asked_about() -> None:
    taxonomy = Taxonomy.read()
    sure = model(pp_balance_not_zero=50.0)
    found = Classifier(taxonomy, sure).decide("CONTRACT_NOT_EXIST", "x")
    assert (found.cause, found.confidence) == ("tf_already_terminated", 0.99)


def test_a_cause_the_model_does_not_know_yet_is_left_to_its_rule() -> None:
    found = Classifier(Taxonomy.read(), model(pp_balance_not_zero=50.0)).decide(None, "密码错误")
    assert (found.cause, found.decided_by) == ("pi_credential_rejected", "credential_rejected")


def test_many_are_decided_as_one_by_one() -> None:
    classifier = Taxonomy.read().classifier
    failures = [(None, "余额不为零"), ("504", None), ("X", ""), (None, None)] * 100
    assert list(classifier.decide_all(failures)) == [classifier.decide(*failure) for failure in failures]


def test_words_of_message_and_code_are_read_together() -> None:
    assert Failure("ABC_DEF", "失败").words == "失败 | abc def"
    assert Failure("4711", "失败").words == "失败"
    assert Failure(None, None).words == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        "账户余额不为零 " * 70_000,  # over a mebibyte
        bytes(range(256)).decode("latin-1") * 50,
        "\u202eصفر ليس الرصيد",
        "😀💳🚫" * 200,
        "<script>alert(1)</script><b>余额不为零</b>",
        "=HYPERLINK(\"http://x\")",
        "\ud800\udfff",
        "'; DROP TABLE decisions; --",
        "((((((((((" * 300,
    ],
)
def test_hostile_texts_are_decided_or_left(text: str) -> None:
    taxonomy = Taxonomy.read()
    found = taxonomy.classifier.decide(text[:200], text)
    assert found.cause in taxonomy.causes
    assert 0 <= found.confidence <= 0.99


def test_a_status_is_heard_where_the_words_say_nothing() -> None:
    status = Finding("tf_network_timeout", "status", "status_timeout")
    for said in ({"unclassified": 9.0}, {}):
        [verdict] = by_weight([[status]], ["x"], model(**said), least=0.9)
        assert (verdict.cause, verdict.decided_by, verdict.confidence) == ("tf_network_timeout", "status_timeout", 0.5)
