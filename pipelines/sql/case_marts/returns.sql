-- one row per terminated case whose wallet then asked to be registered anew: when, and what it was told; days that changed
WITH ended AS (
    SELECT
        first_requested_on, platform, CASE WHEN count_failures > 0 THEN hash(causes) END AS causes_key,
        wallet_key, case_number, resolved_at
    FROM case_facts
    SEMI JOIN changed_case_days USING (first_requested_on)
    WHERE resolved_at IS NOT NULL
),
-- an answer without a request is one too: some logs hold no requests
told AS (
    SELECT wallet_key, case_number, occurred_at, substr(event_type, 16) AS kind
    FROM case_moments
    WHERE starts_with(event_type, 'reregistration.')
)
SELECT
    e.first_requested_on, e.platform, e.causes_key, e.wallet_key, e.case_number,
    e.resolved_at AS terminated_at,
    min(t.occurred_at) AS asked_at,
    count(CASE WHEN t.kind = 'accepted' THEN 1 END) > 0 AS is_accepted,
    count(CASE WHEN t.kind = 'rejected' THEN 1 END) > 0 AS is_rejected,
    count(CASE WHEN t.kind = 'data_reused' THEN 1 END) > 0 AS is_data_reused,
    count(CASE WHEN t.kind = 'credit_flagged' THEN 1 END) > 0 AS is_credit_flagged
FROM ended e
JOIN told t ON t.wallet_key = e.wallet_key AND t.case_number = e.case_number AND t.occurred_at >= e.resolved_at
GROUP BY ALL
ORDER BY e.first_requested_on, e.platform
