-- one row per attempt of the wallets in scope
WITH numbered AS (
    SELECT
        *,
        platform || ':' || wallet_token || ':' || CAST(case_number AS VARCHAR) AS case_id,
        row_number() OVER (
            PARTITION BY platform, wallet_token, case_number ORDER BY requested_at, decided_at NULLS LAST, first_event_id
        ) AS attempt_number
    FROM pairs
),
steps AS (
    SELECT * FROM events_in_scope WHERE starts_with(event_type, 'termination.')
)
SELECT
    n.case_id || ':' || CAST(n.attempt_number AS VARCHAR) AS attempt_id,
    n.case_id,
    n.attempt_number,
    n.wallet_token,
    coalesce(d.user_token, r.user_token) AS user_token,
    n.platform,
    coalesce(d.request_id, r.request_id) AS request_id,
    n.requested_at,
    CAST(n.requested_at + to_minutes($utc_offset_minutes) AS DATE) AS requested_on,
    n.decided_at,
    coalesce(substr(d.event_type, 13), 'open') AS outcome,
    n.request_key IS NULL AS is_request_inferred,
    d.error_code,
    d.message,
    d.shown_message,
    d.signature_id,
    s.cause_category,
    s.cause,
    s.other_causes,
    s.decided_by,
    s.confidence,
    CASE WHEN s.cause IS NOT NULL THEN $taxonomy_version END AS taxonomy_version,
    d.policy_clause,
    coalesce(r.channel, d.channel) AS channel,
    coalesce(r.region, d.region) AS region,
    coalesce(r.app_version, d.app_version) AS app_version,
    coalesce(r.os, d.os) AS os,
    coalesce(d.component, r.component) AS component,
    coalesce(d.bank, r.bank) AS bank,
    coalesce(r.release, d.release) AS release,
    coalesce(d.amount, r.amount) AS amount,
    coalesce(d.currency, r.currency) AS currency
FROM numbered n
LEFT JOIN steps r ON r.event_key = n.request_key AND r.platform = n.platform AND r.wallet_token = n.wallet_token
LEFT JOIN steps d ON d.event_key = n.decision_key AND d.platform = n.platform AND d.wallet_token = n.wallet_token
LEFT JOIN decisions s ON s.signature_id = d.signature_id
