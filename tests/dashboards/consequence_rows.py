"""A log of failed cases with consequences one can add in the head. Days begin at midnight UTC."""

from collections.abc import Iterator

BALANCE, TIMEOUT = "E2,余额不为零", "E1,Network timeout"
FROZEN_SAID = "E3,Funds are now frozen by a court order"


def failed(wallet: str, day: str, said: str, hour: int = 10) -> Iterator[str]:
    """A request and its failure within the minute."""
    request = f"{wallet}-{day}-{hour}"
    yield f"2026-{day}T{hour}:00Z,termination.requested,{wallet},p,{request}a,{request}"
    yield f"2026-{day}T{hour}:01Z,termination.failed,{wallet},p,{request}b,{request},{said}"


def happened(wallet: str, at: str, kind: str, amount: str = "", currency: str = "") -> str:
    event = f"{wallet}-{at}-{kind}-{amount}{currency}"
    return f"2026-{at}Z,{kind},{wallet},p,{event},,,,{amount},{currency}"


def rows() -> tuple[str, ...]:
    """w1 (balance, 2 November): frozen 100 CNY and 50 USD on the 3rd, released on the 5th; 300 CNY on the 10th, held.
    2 documents, 1 review, 1 contact, a second failure by a time-out: 2 + 2 + 1 + 1 = 6 steps.
    w2 (balance, 2 November): frozen 200 CNY on the 4th, terminated on the 12th: 8 days. 2 steps. w3 (time-out): none.
    w4 (18 November, its message names a freeze): 1 credit report on the 19th. w5 never failed, and was frozen.
    w0 (balance, 20 October): 1 document on the 21st, 1 on 15 November.
    """
    return (
        *failed("w0", "10-20", BALANCE),
        happened("w0", "10-21T10:00", "consequence.documents_requested"),
        happened("w0", "11-15T10:00", "consequence.documents_requested"),
        *failed("w1", "11-02", BALANCE),
        happened("w1", "11-03T10:00", "consequence.funds_frozen", "100", "CNY"),
        happened("w1", "11-03T10:00", "consequence.funds_frozen", "50", "USD"),
        happened("w1", "11-05T10:00", "consequence.funds_released", "100", "CNY"),
        happened("w1", "11-10T10:00", "consequence.funds_frozen", "300", "CNY"),
        happened("w1", "11-03T11:00", "consequence.documents_requested"),
        happened("w1", "11-04T11:00", "consequence.documents_requested"),
        happened("w1", "11-05T11:00", "consequence.review_repeated"),
        happened("w1", "11-05T12:00", "help.contacted"),
        *failed("w1", "11-06", TIMEOUT),
        *failed("w2", "11-02", BALANCE),
        happened("w2", "11-04T10:00", "consequence.funds_frozen", "200", "CNY"),
        happened("w2", "11-09T10:00", "consequence.interest_accrued", "2", "CNY"),
        happened("w2", "11-10T10:00", "consequence.interest_accrued", "3", "CNY"),
        "2026-11-12T09:59Z,termination.requested,w2,p,w2c,w2c",
        "2026-11-12T10:00Z,termination.succeeded,w2,p,w2d,w2c",
        *failed("w3", "11-03", TIMEOUT),
        *failed("w4", "11-18", FROZEN_SAID),
        happened("w4", "11-19T10:00", "consequence.credit_reported"),
        "2026-11-05T10:00Z,termination.requested,w5,p,w5a,w5a",
        happened("w5", "11-05T11:00", "consequence.funds_frozen", "999", "CNY"),
        "2026-11-06T10:00Z,termination.succeeded,w5,p,w5b,w5a",
        "2026-11-20T10:00Z,termination.requested,w9,p,w9a,w9a",
    )
