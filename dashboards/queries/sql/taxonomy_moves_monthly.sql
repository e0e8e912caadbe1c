-- one row per month and cause whose failures changed when a version was published
WITH moved AS (
    SELECT month, cause_before AS cause, count_failures AS count_before, 0 AS count_after
    FROM decision_changes
    WHERE taxonomy_version = $version AND cause_before IS DISTINCT FROM cause_after
    UNION ALL
    SELECT month, cause_after, 0, count_failures
    FROM decision_changes
    WHERE taxonomy_version = $version AND cause_before IS DISTINCT FROM cause_after
)
SELECT month, cause, sum(count_before)::BIGINT AS count_before, sum(count_after)::BIGINT AS count_after
FROM moved
GROUP BY month, cause
ORDER BY month, cause
