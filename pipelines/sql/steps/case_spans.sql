-- one row per segment of a wallet: the number of the case that its events belong to, and when that case's first step was
WITH segments AS (
    SELECT
        wallet_key, segment,
        max(CASE WHEN kind <= 3 THEN 1 ELSE 0 END) AS has_step,
        min(CASE WHEN kind <= 3 THEN occurred_at END) AS first_step_at
    FROM timeline
    GROUP BY wallet_key, segment
)
SELECT
    wallet_key, segment, has_step, first_step_at,
    min(first_step_at) OVER (
        PARTITION BY wallet_key ORDER BY segment ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS next_first_step_at,
    CAST(sum(has_step) OVER (
        PARTITION BY wallet_key ORDER BY segment ROWS UNBOUNDED PRECEDING
    ) AS BIGINT) AS case_number
FROM segments
