-- one row per first cause of a case and the next different one (null: none was seen): its cases, median days between
WITH repeated AS MATERIALIZED (
    SELECT
        wallet_key, case_number, first_cause, first_failed_at,
        list_filter(causes, lambda cause: cause <> first_cause)[1] AS next_cause
    FROM cases
    WHERE count_failures > 1
),
alone AS (
    SELECT first_cause, count(*) AS count_cases FROM cases WHERE count_failures = 1 GROUP BY first_cause
    UNION ALL
    SELECT first_cause, count(*) FROM repeated WHERE next_cause IS NULL GROUP BY first_cause
),
-- all failures of these cases, also those after the period; none of them is before it
timed AS (
    SELECT
        t.first_cause, t.next_cause,
        date_diff('millisecond', t.first_failed_at, min(f.decided_at)) / 86400000.0 AS days_between
    FROM repeated t
    JOIN marts.attempts f ON f.wallet_key = t.wallet_key AND f.case_number = t.case_number AND f.cause = t.next_cause
    WHERE f.requested_on >= $since AND f.outcome = 'failed'
    GROUP BY t.wallet_key, t.case_number, t.first_cause, t.next_cause, t.first_failed_at
)
SELECT first_cause, next_cause, count(*) AS count_cases, median(days_between) AS median_days
FROM timed
GROUP BY first_cause, next_cause
UNION ALL
SELECT first_cause, NULL, sum(count_cases)::BIGINT, NULL FROM alone GROUP BY first_cause
ORDER BY count_cases DESC, first_cause, next_cause
