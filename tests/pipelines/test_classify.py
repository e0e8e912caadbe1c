"""Decisions: which evidence outweighs which, and what is named beside."""

from collections.abc import Iterable

import pytest

from pipelines.classify import Classifier, Decision, Taxonomy
from pipelines.deciders import Failure


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(Taxonomy.read())


def test_a_whole_decision(classifier: Classifier) -> None:
    assert classifier.decide(None, "余额不为零，且有未结清的贷款") == Decision(
        cause_category="legal_regulatory",
        cause="lr_loan_outstanding",
        other_causes=("pp_balance_not_zero",),
        decided_by="loan_outstanding",
        confidence=0.95,
    )


def test_nothing_heard_stays_visible(classifier: Classifier) -> None:
    unclassified = Decision("unclassified", "unclassified", (), "no_rule", 0.0)
    assert classifier.decide(None, None) == unclassified
    assert classifier.decide("", "  ") == unclassified
    assert classifier.decide("3999", "解约失败") == unclassified


@pytest.mark.parametrize(
    ("code", "text", "cause", "decided_by"),
    [
        # a code that is decisive alone outweighs the message
        ("CONTRACT_NOT_EXIST", "系统繁忙", "tf_already_terminated", "code:CONTRACT_NOT_EXIST"),
        ("contract_not_exist", None, "tf_already_terminated", "code:CONTRACT_NOT_EXIST"),
        ("error.msg.client.close.loan.overpaid", None, "pp_balance_not_zero", "fineract_overpaid"),
        # any other code says less than the message
        ("SYSTEM_FAULT", "账户余额不为零", "pp_balance_not_zero", "balance_left"),
        ("BALANCE_LEFT_NOT_ZERO", "系统异常", "tf_service_unavailable", "service_fault"),
        # the words of the code are heard where the message says nothing
        ("AccountBalanceNotZeroError", "操作失败", "pp_balance_not_zero", "balance_left@code"),
        ("WALLET_FROZEN", None, "pp_risk_control_hold", "risk_control_hold@code"),
        # statuses are the weakest word but hints
        ("504", None, "tf_network_timeout", "status_timeout"),
        ("HTTP_503", "失败", "tf_service_unavailable", "status_unavailable"),
        (None, "upstream answered HTTP 429", "tf_rate_limited", "status_too_many"),
        (None, "call ended with status code: 502", "tf_service_unavailable", "status_unavailable"),
        ("RESOURCE_EXHAUSTED", "", "tf_rate_limited", "status_too_many"),
        (None, "read ECONNRESET", "tf_network_timeout", "status_timeout"),
        ("ABORTED", None, "tf_state_conflict", "status_conflict"),
        # hints speak only alone
        (None, "操作失败，请联系客服", "pp_manual_review", "ask_support"),
        (None, "余额不为零，请联系客服", "pp_balance_not_zero", "balance_left"),
    ],
)
def test_evidence_is_weighed(
    classifier: Classifier, code: str | None, text: str | None, cause: str, decided_by: str
) -> None:
    found = classifier.decide(code, text)
    assert (found.cause, found.decided_by) == (cause, decided_by)


def test_confidence_falls_with_the_evidence(classifier: Classifier) -> None:
    asked = [
        ("CONTRACT_NOT_EXIST", ""),
        (None, "余额不为零"),
        (None, "系统异常"),
        ("WALLET_FROZEN", ""),
        ("504", ""),
    ]
    assert [classifier.decide(*failure).confidence for failure in asked] == [0.99, 0.95, 0.8, 0.75, 0.55]


def test_a_number_in_an_amount_is_no_status(classifier: Classifier) -> None:
    assert classifier.decide(None, "转出 504 元失败").cause == "unclassified"


# Words of no log: what another wallet could say for each cause, in scripts and languages of its own.
@pytest.mark.parametrize(
    ("cause", "texts"),
    [
        ("pi_identity_mismatch", ("開戶名與證件姓名不相符", "Your details do not match our records")),
        ("pi_kyc_incomplete", ("身分驗證尚未完成", "Basic wallet: verification required")),
        ("pi_document_expired", ("身份证有效期已过", "Passport has lapsed")),
        ("pi_document_missing", ("缺少授权委托书", "Signed closure form not received")),
        ("pi_phone_unverified", ("原手机号已停机", "Phone number missing")),
        ("pi_credential_rejected", ("交易密码验证失败", "senha incorreta")),
        ("pi_face_check_failed", ("臉部辨識失敗", "Selfie does not match")),
        ("pi_profile_change_pending", ("3天内修改过支付密码", "Email change pending")),
        ("tf_network_timeout", ("連線逾時", "tempo de espera esgotado")),
        ("tf_service_unavailable", ("伺服器忙碌", "serviço temporariamente indisponível")),
        ("tf_data_transfer_error", ("返回数据解析失败", "Unexpected end of JSON input")),
        ("tf_rate_limited", ("今日申请次数已用完", "demasiadas solicitudes")),
        ("tf_integration_error", ("簽名校驗失敗", "Invalid access token")),
        ("tf_state_conflict", ("已有解约流程正在处理", "Duplicate submission")),
        ("tf_already_terminated", ("查無此帳號", "la cuenta ya fue cerrada")),
        ("tf_otp_not_delivered", ("驗證碼發送失敗", "Unable to send OTP")),
        ("tf_bank_channel_error", ("發卡行拒絕", "The bank is not responding")),
        ("tf_client_outdated", ("版本太舊，請更新", "Deprecated endpoint")),
        ("pp_balance_not_zero", ("您还有零钱未提现", "saldo disponible en la billetera")),
        ("pp_residual_below_minimum", ("餘額低於最低提領金額", "Too small to withdraw")),
        ("pp_payout_destination", ("請先綁定提領銀行卡", "No bank account on file")),
        ("pp_transaction_pending", ("尚有交易未完成", "hay pagos pendientes")),
        ("pp_auto_debit_active", ("尚有自動扣款約定", "Cancel your subscriptions first")),
        ("pp_linked_account", ("亲属卡未解绑", "Not all cards are closed")),
        ("pp_investment_held", ("尚有未贖回基金", "Please redeem your investments")),
        ("pp_cooling_period", ("新帳戶七日內不得註銷", "Account opened today")),
        ("pp_fee_or_term_unmet", ("合約尚未到期", "Early closure fee outstanding")),
        ("pp_operating_window", ("目前非服務時間", "Market is closed")),
        ("pp_channel_restricted", ("本通路不支援解約", "Closure not supported via this channel")),
        ("pp_manual_review", ("申請審核中", "em análise")),
        ("pp_risk_control_hold", ("卡片已掛失", "Wallet temporarily blocked")),
        ("pp_terms_violation", ("帳號因違規停用", "Misuse of the service")),
        ("lr_loan_outstanding", ("貸款尚未還清", "Unpaid instalments")),
        ("lr_debt_negative_balance", ("余额为负数", "conta com saldo negativo")),
        ("lr_dispute_open", ("有爭議款項", "Open chargebacks exist")),
        ("lr_judicial_freeze", ("帳戶遭法院凍結", "Garnishment order in place")),
        ("lr_aml_review", ("命中制裁名單", "Under AML investigation")),
        ("lr_jurisdiction_or_age", ("未滿十八歲", "Not permitted in your jurisdiction")),
    ],
)
def test_other_wallets_words(classifier: Classifier, cause: str, texts: Iterable[str]) -> None:
    assert {text: classifier.decide(None, text).cause for text in texts} == dict.fromkeys(texts, cause)


def test_a_template_is_decided_like_its_message(classifier: Classifier) -> None:
    assert classifier.decide(None, "开户未满#天，HTTP 504") == classifier.decide(
        None, "开户未满30天，HTTP 504"
    )


def test_a_long_text_is_read_at_its_beginning(classifier: Classifier) -> None:
    assert classifier.decide(None, "the account is frozen and " * 5000).cause == "pp_risk_control_hold"


@pytest.mark.parametrize(
    ("code", "text", "status"),
    [
        (None, "call ended, gRPC code 14", "status_unavailable"),
        ("grpc_4", None, "status_timeout"),
        (None, "rpc error: code = ResourceExhausted", "status_too_many"),
        ("StatusCode.ABORTED", "", "status_conflict"),
        (None, "[Errno 111] x", "status_timeout"),
        (None, "errno=113", "status_timeout"),
        ("HTTP-429", "x", "status_too_many"),
        ("status_code:502", "", "status_unavailable"),
        (None, "状态码：504", "status_timeout"),
        (None, "HTTP/1.1 409", "status_conflict"),
        (None, "response 423", "status_conflict"),
    ],
)
def test_statuses_are_understood_anywhere(
    classifier: Classifier, code: str | None, text: str | None, status: str
) -> None:
    assert classifier.decide(code, text).decided_by == status


def test_the_number_of_a_status_is_no_word(classifier: Classifier) -> None:
    assert Failure("HTTP_503", "状态码：504").words == ""
    assert Failure(None, "HTTP 503 余额不为零").words == "余额不为零"
