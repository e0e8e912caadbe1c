-- one row per cause whose failures would change in number, for each month where $by_month, else over all time
WITH changed AS (SELECT unnest($signature_ids) AS signature_id, unnest($causes) AS cause_after),
moved AS (
    SELECT
        CASE WHEN $by_month THEN CAST(date_trunc('month', f.requested_on) AS DATE) END AS month,
        f.cause AS cause_before, c.cause_after,
        count(*) AS count_failures
    FROM failures f
    JOIN changed c ON c.signature_id = f.logged_signature_id
    WHERE f.cause <> c.cause_after
    GROUP BY ALL
),
shifted AS (
    SELECT month, cause_before AS cause, -count_failures AS shift FROM moved
    UNION ALL
    SELECT month, cause_after AS cause, count_failures AS shift FROM moved
),
net AS (SELECT month, cause, sum(shift) AS shift FROM shifted GROUP BY month, cause),
counted AS (
    SELECT
        CASE WHEN $by_month THEN CAST(date_trunc('month', requested_on) AS DATE) END AS month,
        cause,
        sum(count_attempts) AS count_failures
    FROM attempts_daily
    WHERE outcome = 'failed'
    GROUP BY ALL
)
SELECT
    n.month, n.cause,
    CAST(coalesce(c.count_failures, 0) AS BIGINT) AS count_before,
    CAST(coalesce(c.count_failures, 0) + n.shift AS BIGINT) AS count_after
FROM net n
LEFT JOIN counted c ON c.month IS NOT DISTINCT FROM n.month AND c.cause = n.cause
ORDER BY n.month, n.cause
