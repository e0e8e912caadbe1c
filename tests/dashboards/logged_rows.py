"""A log one can add in the head, loaded by the real loader. Days begin at midnight UTC."""

from datetime import datetime
from pathlib import Path

from pipelines.load import Settings, load
from pipelines.named_files import find_files

HEADER = (
    "occurred_at,event_type,wallet_id,platform,event_id,request_id,error_code,message,amount,currency,channel,colour"
)
TIMEOUT = "E1,Network timeout,,,app"
BALANCE = "E2,余额不为零，剩余 12.50 元,,,web"
ODD = "E3,100%_sure <b>bold</b> :blue[x],,,app"
# Three cases with a failure: w1 resolved 24 h after it, w2 open after two failures, w3 withdrawn. w4 never failed.
# 4 failures in all. 17 rows: 15 sound, one sent twice, one whose amount is no number.
ROWS = (
    "2026-11-01T10:00Z,termination.requested,w1,p,1,r1,,,,,app",
    f"2026-11-01T10:01Z,termination.failed,w1,p,2,r1,{TIMEOUT}",
    "2026-11-01T11:00Z,consequence.funds_frozen,w1,p,3,,,,100,CNY",
    "2026-11-02T10:00Z,termination.requested,w1,p,4,r2,,,,,app",
    "2026-11-02T10:01Z,termination.succeeded,w1,p,5,r2",
    "2026-11-03T10:00Z,termination.requested,w2,p,6,r3,,,,,web",
    f"2026-11-03T10:01Z,termination.failed,w2,p,7,r3,{BALANCE}",
    "2026-11-04T10:00Z,termination.requested,w2,p,8,r4,,,,,web",
    f"2026-11-04T10:01Z,termination.failed,w2,p,9,r4,{BALANCE}",
    "2026-11-05T10:00Z,termination.requested,w3,q,10,r5,,,,,app",
    f"2026-11-05T10:01Z,termination.failed,w3,q,11,r5,{ODD}",
    "2026-11-06T10:00Z,termination.requested,w3,q,12,r6,,,,,app",
    "2026-11-06T10:01Z,termination.withdrawn,w3,q,13,r6",
    "2026-11-20T09:00Z,termination.requested,w4,q,14,r7,,,,,app",
    "2026-11-20T10:01Z,termination.succeeded,w4,q,15,r7",
    "2026-11-20T10:01Z,termination.succeeded,w4,q,15,r7",
    "2026-11-19T10:00Z,consequence.interest_accrued,secret-wallet,q,16,,,,ten,CNY",
)


def load_rows(root: Path, rows: tuple[str, ...] = ROWS, header: str = HEADER) -> Path:
    """The folder of a warehouse that holds these rows; short ones are filled up with empty values."""
    log, folder = root / "log.csv", root / "warehouse"
    filled = (row + "," * (header.count(",") - row.count(",")) for row in rows)
    log.write_text("\n".join([header, *filled]) + "\n", encoding="utf-8")
    load(
        find_files([str(log)], None, None),
        Settings(folder, datetime(2026, 11, 25), utc_offset_minutes=0, is_silent=True),
    )
    return folder
