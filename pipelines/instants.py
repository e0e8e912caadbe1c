"""Instants and amounts from text, by pattern first and cast second: DuckDB's casts take more than one would wish.

DuckDB 2.0 drops the offset where a text becomes a TIMESTAMP, and reads words such as "epoch" and "BC".
"""

from warehouse.connect import literal

_DATE = "[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}"
_TIME = "(?:[01]?[0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?"
_OFFSET = "(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)"
WITH_OFFSET = f"{_DATE}[T ]{_TIME} ?{_OFFSET}"
LOCAL = f"{_DATE}(?:[T ]{_TIME})?"
EPOCH_SECONDS, EPOCH_MILLISECONDS, COMPACT = "[0-9]{10}(?:[.][0-9]{1,6})?", "[0-9]{13}", "[0-9]{14}"
PLAIN_AMOUNT = "[+-]?[0-9]+(?:[.][0-9]*)?"
AMOUNT = "[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:[.][0-9]*)?"


def instant_sql(text: str, timezone: str) -> str:
    """UTC instant of a text: ISO with or without offset, epoch seconds or milliseconds, or compact digits.

    Text without an offset is local time in `timezone`; an hour that the clocks skip counts on from the hour before,
    one that they repeat is the later one. NULL where the text cannot be read.
    """
    dashed = f"replace({text}, '/', '-')"
    joined = f"replace(replace({dashed}, ' +', '+'), ' -', '-')"
    seconds = f"CAST(TRY_CAST({text} AS DECIMAL(38, 6)) * 1000000 AS BIGINT)"
    local = _to_utc(f"TRY_CAST({dashed} AS TIMESTAMP)", timezone)
    compact = _to_utc(f"try_strptime({text}, '%Y%m%d%H%M%S')", timezone)
    return f"""CASE
        WHEN {_is(text, WITH_OFFSET)} THEN timezone('UTC', TRY_CAST({joined} AS TIMESTAMPTZ))
        WHEN {_is(text, LOCAL)} THEN {local}
        WHEN {_is(text, EPOCH_SECONDS)} THEN make_timestamp({seconds})
        WHEN {_is(text, EPOCH_MILLISECONDS)} THEN epoch_ms(TRY_CAST({text} AS BIGINT))
        WHEN {_is(text, COMPACT)} THEN {compact}
    END"""


def amount_sql(text: str) -> str:
    """DECIMAL(18, 4) of a text with or without thousands separators, full-width digits too; NULL where it is none."""
    half = f"translate({text}, '０１２３４５６７８９．，－＋', '0123456789.,-+')"
    return f"""CASE
        WHEN {text} IS NULL THEN NULL
        WHEN {_is(text, PLAIN_AMOUNT)} THEN TRY_CAST({text} AS DECIMAL(18, 4))
        WHEN {_is(half, AMOUNT)} THEN TRY_CAST(replace({half}, ',', '') AS DECIMAL(18, 4))
    END"""


def _is(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {literal(pattern)})"


def _to_utc(local: str, timezone: str) -> str:
    """A local time as UTC; nothing to do where the source's zone is UTC."""
    return local if timezone == "UTC" else f"timezone('UTC', timezone({literal(timezone)}, {local}))"
