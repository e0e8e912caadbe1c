-- one row per rule (a sub-cause of policy or law, or a clause of a platform), and one for all: failures, wallets, days lost
WITH by_wallet AS (
    SELECT
        CASE WHEN $is_by_clause THEN platform END AS of_platform,
        CASE WHEN $is_by_clause THEN policy_clause ELSE cause END AS rule,
        wallet_key,
        count(*) AS count_failures,
        count(CASE WHEN cause_category = 'legal_regulatory' THEN 1 END) AS count_legal,
        sum(hours_to_next_step) AS hours_lost,
        count(CASE WHEN is_waiting THEN 1 END) AS count_waiting,
        sum(CASE WHEN is_waiting THEN hours_to_next_step ELSE 0 END) AS hours_waiting
    FROM failure_steps
    WHERE cause_category IN ('platform_policy', 'legal_regulatory')
    GROUP BY 1, 2, 3
),
by_rule AS (
    SELECT
        false AS is_all, of_platform AS platform, rule,
        sum(count_failures) AS count_failures, sum(count_legal) AS count_legal, count(*) AS count_wallets,
        sum(hours_lost) AS hours_lost, sum(count_waiting) AS count_waiting, sum(hours_waiting) AS hours_waiting
    FROM by_wallet
    GROUP BY of_platform, rule
    UNION ALL
    SELECT
        true, NULL, NULL, sum(count_failures), sum(count_legal), count(DISTINCT wallet_key),
        sum(hours_lost), sum(count_waiting), sum(hours_waiting)
    FROM by_wallet
)
SELECT
    is_all, platform, rule,
    -- a clause has the category of most of its failures
    CASE WHEN 2 * count_legal > count_failures THEN 'legal_regulatory' ELSE 'platform_policy' END AS cause_category,
    CAST(coalesce(count_failures, 0) AS BIGINT) AS count_failures,
    count_wallets,
    coalesce(hours_lost, 0) / 24 AS days_lost,
    CAST(coalesce(count_waiting, 0) AS BIGINT) AS count_waiting,
    coalesce(hours_waiting, 0) / 24 AS days_waiting
FROM by_rule
ORDER BY is_all DESC, count_failures DESC, platform, rule
