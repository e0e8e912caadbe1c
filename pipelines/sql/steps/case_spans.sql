-- one row per segment of a wallet: the number of the case that its events belong to, and when that case's first step was
WITH segments AS (
    SELECT
        platform, wallet_token, segment,
        max(is_step) AS has_step,
        min(CASE WHEN is_step = 1 THEN occurred_at END) AS first_step_at
    FROM timeline
    GROUP BY platform, wallet_token, segment
),
counted AS (
    SELECT
        *,
        sum(has_step) OVER (
            PARTITION BY platform, wallet_token ORDER BY segment ROWS UNBOUNDED PRECEDING
        ) AS cases_so_far,
        min(CASE WHEN has_step = 1 THEN first_step_at END) OVER (
            PARTITION BY platform, wallet_token ORDER BY segment ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_first_step_at
    FROM segments
)
SELECT platform, wallet_token, segment, has_step, first_step_at, next_first_step_at, CAST(cases_so_far AS BIGINT) AS case_number
FROM counted
