-- one row per attempt that failed without a known cause and category, or has a cause without having failed
SELECT a.attempt_id, a.outcome, a.cause
FROM attempts a
LEFT JOIN causes c ON c.cause = a.cause AND c.cause_category = a.cause_category
WHERE (a.outcome = 'failed') <> (c.cause IS NOT NULL)
    OR (a.outcome = 'failed') <> (a.decided_by IS NOT NULL AND a.confidence BETWEEN 0 AND 1)
    OR list_contains(a.other_causes, a.cause)
