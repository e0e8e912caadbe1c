-- one row per cause category (cause is null) and per sub-cause: distinct wallets that failed by it (they do not add up)
WITH met AS (
    SELECT DISTINCT cause_category, cause, wallet_key FROM failures
)
SELECT cause_category, cause, count(*) AS count_wallets FROM met GROUP BY cause_category, cause
UNION ALL
SELECT cause_category, NULL, count(DISTINCT wallet_key) FROM met GROUP BY cause_category
ORDER BY cause_category, cause
