"""The wallets that failed, as a selection sees them, by day and series of failures.

A series is all failures, a cause category, a sub-cause or a signature; each row names the day before on which the same
wallets last failed in it. Wallets add up over days and platforms, not over causes: what unites several causes is not
held by the mart and is counted from the failures.
"""

from dashboards.queries.conditions import PERIOD, counted, population, rows
from dashboards.queries.selection import Selection

Keys = tuple[str, ...]
ALL: Keys = ()
CATEGORY: Keys = ("cause_category",)
CAUSE: Keys = ("cause_category", "cause")
SIGNATURE: Keys = ("signature_id",)
IS_OF = {
    ALL: "cause_category IS NULL AND signature_id IS NULL",
    CATEGORY: "cause_category IS NOT NULL AND cause IS NULL",
    CAUSE: "cause IS NOT NULL",
    SIGNATURE: "signature_id IS NOT NULL",
}


def wallets_daily(selection: Selection) -> str:
    """Every kind of series, from the mart where it holds it; one that a file does not read costs nothing."""
    if not selection.needs_attempts and not counted(selection):
        return rows("wallets_daily", [PERIOD, *population(selection)])
    return "\n    UNION ALL ".join(
        held(keys, selection) if is_held(keys, selection) else from_failures(keys, selection) for keys in IS_OF
    )


def is_held(keys: Keys, selection: Selection) -> bool:
    if selection.needs_attempts:
        return False
    unites = {ALL: len(selection.category) > 1 or bool(selection.cause), CATEGORY: bool(selection.cause)}
    return not unites.get(keys, False)


def held(keys: Keys, selection: Selection) -> str:
    """From the mart. All failures that a filter of one category leaves are those of the category."""
    conditions = [PERIOD, *population(selection), IS_OF[CATEGORY if keys == ALL else keys]]
    conditions += [] if keys == SIGNATURE else counted(selection)
    found = rows("wallets_daily", conditions)
    return found.replace("*", "* REPLACE (NULL AS cause_category)", 1) if keys == ALL else found


def from_failures(keys: Keys, selection: Selection) -> str:
    """Counted as the mart is made."""
    failed = rows("failures", [PERIOD, *population(selection), *counted(selection)])
    told = ", ".join(name if name in keys else f"NULL AS {name}" for name in (*CAUSE, *SIGNATURE))
    met = ", ".join(["requested_on", "platform", "wallet_key", *keys])
    return f"""SELECT requested_on, platform, {told}, previous_on, count(*) AS count_wallets
    FROM (SELECT *, lag(requested_on) OVER (
            PARTITION BY {", ".join(["wallet_key", *keys])} ORDER BY requested_on) AS previous_on
        FROM (SELECT DISTINCT {met} FROM ({failed})))
    GROUP BY ALL"""
