-- one row per event of a wallet in scope, with the segment it lies in: a segment ends with a success, a withdrawal or a long silence
-- narrow on purpose: what a window carries is sorted, and texts make that several times slower
WITH ordered AS (
    SELECT
        wallet_key, event_key, occurred_at,
        CASE
            WHEN event_type = 'termination.requested' THEN 0
            WHEN event_type = 'termination.failed' THEN 1
            WHEN event_type = 'termination.withdrawn' THEN 2
            WHEN event_type = 'termination.succeeded' THEN 3
            WHEN starts_with(event_type, 'preparation.') THEN 4
            ELSE 5
        END AS kind
    FROM events_in_scope
    WHERE wallet_key IS NOT NULL AND NOT starts_with(event_type, 'operations.')
),
marked AS (
    SELECT
        *,
        CASE
            WHEN date_diff('millisecond', lag(occurred_at) OVER in_order, occurred_at) / 86400000.0 > $silence_days THEN 1
            WHEN lag(kind) OVER in_order IN (2, 3) THEN 1
            ELSE 0
        END AS is_beginning
    FROM ordered
    WINDOW in_order AS (PARTITION BY wallet_key ORDER BY occurred_at, kind, event_key)
)
SELECT
    wallet_key, event_key, occurred_at, kind,
    sum(is_beginning) OVER (
        PARTITION BY wallet_key ORDER BY occurred_at, kind, event_key ROWS UNBOUNDED PRECEDING
    ) AS segment
FROM marked
