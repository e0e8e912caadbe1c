-- one row per rule, whole days after a failure by it (the horizon at most) and whether a next step came then: failures
WITH told AS (
    SELECT
        CASE WHEN $is_by_clause THEN platform END AS platform,
        CASE WHEN $is_by_clause THEN policy_clause ELSE cause END AS rule,
        is_followed,
        -- without a next step, as long as nobody came: up to the newest event
        CASE WHEN is_followed THEN hours_to_next_step ELSE date_diff('millisecond', decided_at, $as_of) / 3600000.0 END AS hours
    FROM failure_steps
    WHERE cause_category IN ('platform_policy', 'legal_regulatory')
)
SELECT
    platform, rule,
    CAST(least(floor(hours / 24), $horizon_days) AS INTEGER) AS days,
    is_followed AND hours < 24 * $horizon_days AS is_followed,
    count(*) AS count_failures
FROM told
GROUP BY ALL
ORDER BY ALL
