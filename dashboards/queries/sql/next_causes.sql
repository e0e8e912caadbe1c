-- one row per first cause of a case and the next different one (null: none was seen): its cases, median days between
WITH followed AS (
    SELECT first_cause, next_cause, count(*) AS count_cases, median(milliseconds_between) / 86400000.0 AS median_days
    FROM cause_steps
    GROUP BY first_cause, next_cause
),
alone AS (
    SELECT c.causes[1] AS first_cause, sum(d.count_cases)::BIGINT AS count_cases
    FROM cases_daily d
    JOIN cause_lists c ON c.causes_key = d.causes_key
    WHERE len(c.distinct_causes) = 1
    GROUP BY c.causes[1]
),
counted AS (
    SELECT first_cause, next_cause, count_cases, median_days FROM followed
    UNION ALL
    SELECT first_cause, NULL, count_cases, NULL FROM alone
)
SELECT n.first_cause, n.next_cause, n.count_cases, n.median_days, c.cause_category AS first_category
FROM counted n
JOIN causes c ON c.cause = n.first_cause
ORDER BY n.count_cases DESC, n.first_cause, n.next_cause
