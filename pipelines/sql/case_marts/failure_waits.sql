-- one row per failure: how long until the next request, if there was one, and how that was decided; days that changed
WITH failed AS (
    SELECT wallet_key, case_number, first_requested_on, platform, prepared
    FROM case_facts
    SEMI JOIN changed_case_days USING (first_requested_on)
    WHERE count_failures > 0
),
followed AS (
    SELECT
        f.*, a.attempt_number, a.outcome, a.cause, a.decided_at,
        lead(a.requested_at) OVER in_case AS next_requested_at,
        lead(a.outcome) OVER in_case AS next_outcome,
        count(CASE WHEN a.outcome = 'failed' THEN 1 END) OVER in_case AS failure_number
    FROM attempts a
    JOIN failed f ON f.wallet_key = a.wallet_key AND f.case_number = a.case_number
    WINDOW in_case AS (PARTITION BY a.wallet_key, a.case_number ORDER BY a.attempt_number)
)
SELECT
    first_requested_on, platform, cause, wallet_key, case_number, CAST(attempt_number AS SMALLINT) AS attempt_number,
    decided_at AS failed_at, next_outcome,
    -- an attempt may be made before the one before is refused; engines differ in the greatest of nothing and 0
    CAST(
        CASE WHEN next_requested_at < decided_at THEN 0 ELSE date_diff('millisecond', decided_at, next_requested_at) END
    AS BIGINT) AS wait_milliseconds,
    -- of the first failure of a case alone: what is prepared does not change on the way
    CASE WHEN failure_number = 1 THEN prepared END AS prepared
FROM followed
WHERE outcome = 'failed'
ORDER BY first_requested_on, platform, cause
