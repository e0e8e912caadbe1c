-- one row per rule and currency: what was frozen upon failures by it
SELECT
    CASE WHEN $is_by_clause THEN platform END AS platform,
    CASE WHEN $is_by_clause THEN policy_clause ELSE cause END AS rule,
    currency,
    count(*) AS count_frozen,
    CAST(sum(frozen_amount) AS DOUBLE) AS frozen_amount
FROM failure_steps
WHERE cause_category IN ('platform_policy', 'legal_regulatory') AND frozen_amount IS NOT NULL
GROUP BY 1, 2, 3
ORDER BY currency, frozen_amount DESC, platform, rule
