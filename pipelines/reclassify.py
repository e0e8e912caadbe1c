"""History classified anew where it stands: at the price of the distinct signatures and of the days they were seen on.

What is decided otherwise than before is written into the attempts and cases that are there; nothing is read from
the events again. The result is that of a load from nothing.
"""

from pipelines.engines.duckdb import DuckDBEngine, sql_text

ATTEMPTS = """
    UPDATE fresh.attempts AS a SET
        signature_id = coalesce(d.merged_into, d.signature_id),
        cause_category = d.cause_category, cause = d.cause, other_causes = d.other_causes,
        decided_by = d.decided_by, confidence = d.confidence, named_consequences = d.named_consequences
    FROM redecided d
    WHERE d.signature_id = a.logged_signature_id"""
VERSION = """
    UPDATE fresh.attempts SET taxonomy_version = $taxonomy_version
    WHERE outcome = 'failed' AND taxonomy_version <> $taxonomy_version"""
CASES = """
    UPDATE fresh.case_facts AS c SET causes = r.causes, first_cause_category = r.cause_categories[1]
    FROM recaused_cases r
    WHERE r.wallet_key = c.wallet_key AND r.case_number = c.case_number"""


def reclassify(engine: DuckDBEngine, taxonomy_version: str) -> None:
    """Bring attempts and cases to what `decisions` says now, after `decide`.

    Leaves `recaused`, one row per failure that is decided otherwise, and the days to be counted again:
    `recaused_days` and `recaused_case_days`.
    """
    _keep(engine, "redecided", "recaused")
    engine.run(ATTEMPTS)
    engine.run(VERSION, {"taxonomy_version": taxonomy_version})
    _keep(engine, "recaused_cases")
    engine.run(CASES)
    _keep(engine, "recaused_days", "recaused_case_days")
    engine.drop("redecided", "recaused_cases")


def _keep(engine: DuckDBEngine, *names: str) -> None:
    for name in names:
        engine.keep(name, sql_text("reclassify", name))
