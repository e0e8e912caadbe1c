-- one row per case that failed for another reason after its first: both, and the time between; days that changed
WITH stepped AS (
    SELECT
        first_requested_on, platform, wallet_key, case_number, first_failed_at, causes[1] AS first_cause,
        list_filter(causes, lambda cause: cause <> causes[1])[1] AS next_cause
    FROM case_facts
    SEMI JOIN changed_case_days USING (first_requested_on)
    WHERE count_failures > 1
)
SELECT
    s.first_requested_on, s.platform, s.wallet_key, s.case_number, s.first_cause, s.next_cause,
    date_diff('millisecond', s.first_failed_at, min(a.decided_at)) AS milliseconds_between
FROM stepped s
JOIN attempts a ON a.wallet_key = s.wallet_key AND a.case_number = s.case_number AND a.cause = s.next_cause
GROUP BY s.first_requested_on, s.platform, s.wallet_key, s.case_number, s.first_failed_at, s.first_cause, s.next_cause
ORDER BY s.first_requested_on
