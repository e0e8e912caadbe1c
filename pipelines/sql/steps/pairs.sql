-- one row per attempt: the request and the decision that belong together, by request_id or else by order in time
WITH steps AS (
    SELECT
        platform, wallet_token, event_key, event_id, occurred_at, case_number, request_id,
        CASE WHEN event_type = 'termination.requested' THEN 0 ELSE 1 END AS is_decision
    FROM case_events
    WHERE is_step = 1
),
turns AS (
    SELECT
        *,
        sum(1 - is_decision) OVER (
            PARTITION BY platform, wallet_token ORDER BY occurred_at, is_decision, event_id ROWS UNBOUNDED PRECEDING
        ) AS turn
    FROM steps
    WHERE request_id IS NULL
),
keyed AS (
    SELECT * EXCLUDE (request_id), 'r' || request_id AS attempt_key FROM steps WHERE request_id IS NOT NULL
    UNION ALL
    SELECT * EXCLUDE (request_id, turn), 't' || CAST(turn AS VARCHAR) AS attempt_key FROM turns
),
numbered AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY platform, wallet_token, attempt_key, is_decision ORDER BY occurred_at, event_id
        ) AS place
    FROM keyed
),
requests AS (SELECT * FROM numbered WHERE is_decision = 0 AND place = 1),
decisions AS (SELECT * FROM numbered WHERE is_decision = 1)
SELECT
    coalesce(d.platform, r.platform) AS platform,
    coalesce(d.wallet_token, r.wallet_token) AS wallet_token,
    coalesce(r.case_number, d.case_number) AS case_number,
    r.event_key AS request_key,
    d.event_key AS decision_key,
    least(coalesce(r.occurred_at, d.occurred_at), coalesce(d.occurred_at, r.occurred_at)) AS requested_at,
    d.occurred_at AS decided_at,
    coalesce(r.event_id, d.event_id) AS first_event_id
FROM decisions d
FULL JOIN requests r
    ON r.platform = d.platform AND r.wallet_token = d.wallet_token AND r.attempt_key = d.attempt_key AND d.place = 1
