-- one row per event of a wallet in scope, with the segment it lies in: a segment ends with a success, a withdrawal or a long silence
WITH ordered AS (
    SELECT
        platform, wallet_token, event_key, event_id, occurred_at, event_type, request_id, amount, currency, channel,
        CASE WHEN starts_with(event_type, 'termination.') THEN 1 ELSE 0 END AS is_step,
        CASE WHEN event_type IN ('termination.succeeded', 'termination.withdrawn') THEN 1 ELSE 0 END AS is_end,
        CASE event_type
            WHEN 'termination.requested' THEN 0 WHEN 'termination.failed' THEN 1
            WHEN 'termination.withdrawn' THEN 2 WHEN 'termination.succeeded' THEN 3 ELSE 4
        END AS rank
    FROM events_in_scope
    WHERE wallet_token IS NOT NULL AND NOT starts_with(event_type, 'operations.')
),
marked AS (
    SELECT
        *,
        CASE
            WHEN date_diff('millisecond', lag(occurred_at) OVER in_order, occurred_at) / 86400000.0 > $silence_days
            THEN 1 ELSE 0
        END AS is_after_silence,
        coalesce(lag(is_end) OVER in_order, 0) AS is_after_end
    FROM ordered
    WINDOW in_order AS (PARTITION BY platform, wallet_token ORDER BY occurred_at, rank, event_id)
)
SELECT
    * EXCLUDE (is_after_silence, is_after_end, is_end),
    sum(CASE WHEN is_after_silence = 1 OR is_after_end = 1 THEN 1 ELSE 0 END) OVER (
        PARTITION BY platform, wallet_token ORDER BY occurred_at, rank, event_id ROWS UNBOUNDED PRECEDING
    ) AS segment
FROM marked
