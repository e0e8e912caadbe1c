-- one row per attempt of the wallets in scope
WITH named AS (
    SELECT
        n.wallet_key, n.case_number, n.attempt_number, n.requested_at, n.decided_at, n.request_key,
        coalesce(r.platform, d.platform) AS platform,
        coalesce(r.wallet_token, d.wallet_token) AS wallet_token,
        coalesce(d.user_token, r.user_token) AS user_token,
        coalesce(d.request_id, r.request_id) AS request_id,
        coalesce(substr(d.event_type, 13), 'open') AS outcome,
        d.error_code, d.message, d.shown_message, d.signature_id, d.policy_clause,
        coalesce(r.channel, d.channel) AS channel,
        coalesce(r.region, d.region) AS region,
        coalesce(r.app_version, d.app_version) AS app_version,
        coalesce(r.os, d.os) AS os,
        coalesce(d.component, r.component) AS component,
        coalesce(d.bank, r.bank) AS bank,
        coalesce(r.release, d.release) AS release,
        coalesce(d.amount, r.amount) AS amount,
        coalesce(d.currency, r.currency) AS currency
    FROM pairs n
    LEFT JOIN termination_steps r ON r.event_key = n.request_key AND r.wallet_key = n.wallet_key
    LEFT JOIN termination_steps d ON d.event_key = n.decision_key AND d.wallet_key = n.wallet_key
)
SELECT
    n.platform || ':' || n.wallet_token || ':' || CAST(n.case_number AS VARCHAR)
        || ':' || CAST(n.attempt_number AS VARCHAR) AS attempt_id,
    n.platform || ':' || n.wallet_token || ':' || CAST(n.case_number AS VARCHAR) AS case_id,
    n.attempt_number, n.wallet_token, n.user_token, n.platform, n.request_id, n.requested_at,
    CAST(n.requested_at + to_minutes($utc_offset_minutes) AS DATE) AS requested_on,
    n.decided_at, n.outcome,
    n.request_key IS NULL AS is_request_inferred,
    n.error_code, n.message, n.shown_message, coalesce(s.merged_into, n.signature_id) AS signature_id,
    s.cause_category, s.cause, s.other_causes, s.decided_by, s.confidence,
    s.named_consequences,
    CASE WHEN s.cause IS NOT NULL THEN $taxonomy_version END AS taxonomy_version,
    n.policy_clause, n.channel, n.region, n.app_version, n.os, n.component, n.bank, n.release, n.amount, n.currency,
    n.signature_id AS logged_signature_id, n.wallet_key, n.case_number
FROM named n
LEFT JOIN decisions s ON s.signature_id = n.signature_id
