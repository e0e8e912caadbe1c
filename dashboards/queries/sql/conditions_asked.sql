-- one row per platform of the log and cause that its clauses ask for or that its failures show: clauses, and failures
WITH asked AS (
    SELECT platform, cause, list(policy_clause ORDER BY policy_clause) AS clauses
    FROM (SELECT platform, policy_clause, unnest(causes) AS cause FROM policies SEMI JOIN freshness USING (platform))
    GROUP BY platform, cause
),
failed AS (
    SELECT
        platform, cause, sum(count_attempts)::BIGINT AS count_failures,
        sum(sum(count_attempts)) OVER (PARTITION BY platform)::BIGINT AS count_all_failures
    FROM attempts_daily
    WHERE outcome = 'failed'
    GROUP BY platform, cause
)
SELECT
    coalesce(a.platform, f.platform) AS platform, coalesce(a.cause, f.cause) AS cause, c.cause_category, a.clauses,
    coalesce(f.count_failures, 0) AS count_failures, t.count_all_failures
FROM asked a
FULL JOIN failed f ON f.platform = a.platform AND f.cause = a.cause
LEFT JOIN causes c ON c.cause = coalesce(a.cause, f.cause)
LEFT JOIN (SELECT DISTINCT platform, count_all_failures FROM failed) t ON t.platform = coalesce(a.platform, f.platform)
WHERE a.cause IS NOT NULL OR c.cause_category IN ('platform_policy', 'legal_regulatory')
ORDER BY cause, platform
