-- one row per attempt: the request and the decision that belong together, by request_id or else by order in time
WITH steps AS (
    SELECT
        wallet_key, event_key, occurred_at, case_number, request_id,
        CASE WHEN kind = 0 THEN 0 ELSE 1 END AS is_decision
    FROM termination_steps
),
turns AS (
    SELECT
        wallet_key, event_key, occurred_at, case_number, is_decision,
        sum(1 - is_decision) OVER (
            PARTITION BY wallet_key ORDER BY occurred_at, is_decision, event_key ROWS UNBOUNDED PRECEDING
        ) AS turn
    FROM steps
    WHERE request_id IS NULL
),
keyed AS (
    SELECT wallet_key, event_key, occurred_at, case_number, is_decision, 'r' || request_id AS attempt_key
    FROM steps
    WHERE request_id IS NOT NULL
    UNION ALL
    SELECT wallet_key, event_key, occurred_at, case_number, is_decision, 't' || CAST(turn AS VARCHAR) FROM turns
),
numbered AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY wallet_key, attempt_key, is_decision ORDER BY occurred_at, event_key
        ) AS place
    FROM keyed
),
requests AS (SELECT * FROM numbered WHERE is_decision = 0 AND place = 1),
decisions AS (SELECT * FROM numbered WHERE is_decision = 1),
paired AS (
    SELECT
        coalesce(d.wallet_key, r.wallet_key) AS wallet_key,
        coalesce(r.case_number, d.case_number) AS case_number,
        r.event_key AS request_key,
        d.event_key AS decision_key,
        least(coalesce(r.occurred_at, d.occurred_at), coalesce(d.occurred_at, r.occurred_at)) AS requested_at,
        d.occurred_at AS decided_at,
        coalesce(r.event_key, d.event_key) AS first_event_key
    FROM decisions d
    FULL JOIN requests r ON r.wallet_key = d.wallet_key AND r.attempt_key = d.attempt_key AND d.place = 1
)
SELECT
    wallet_key, case_number, request_key, decision_key, requested_at, decided_at,
    row_number() OVER (
        PARTITION BY wallet_key, case_number ORDER BY requested_at, decided_at NULLS LAST, first_event_key
    ) AS attempt_number
FROM paired
