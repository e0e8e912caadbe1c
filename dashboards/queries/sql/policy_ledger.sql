-- one row per clause that the ledger holds or that failures quote: what it says, and how many failures quote it
WITH by_cause AS (
    SELECT platform, policy_clause, cause, count(*) AS count_failures
    FROM failure_steps
    WHERE policy_clause IS NOT NULL
    GROUP BY platform, policy_clause, cause
),
quoted AS (
    SELECT platform, policy_clause, arg_max(cause, count_failures) AS cause, sum(count_failures) AS count_failures
    FROM by_cause
    GROUP BY platform, policy_clause
)
SELECT
    coalesce(p.platform, q.platform) AS platform,
    coalesce(p.policy_clause, q.policy_clause) AS policy_clause,
    p.policy_clause IS NOT NULL AS is_in_ledger,
    p.text_en, p.text_zh, p.owner, p.since, p.basis, p.causes, q.cause,
    CAST(coalesce(q.count_failures, 0) AS BIGINT) AS count_failures
FROM policies p
FULL JOIN quoted q ON q.platform = p.platform AND q.policy_clause = p.policy_clause
ORDER BY count_failures DESC, platform, policy_clause
