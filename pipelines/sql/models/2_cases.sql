-- one row per case of the wallets in scope; what depends on as_of (open or abandoned, hours observed) is left to the view
WITH tried AS (
    SELECT
        case_id,
        min(requested_at) AS first_requested_at,
        min(CASE WHEN outcome = 'failed' THEN decided_at END) AS first_failed_at,
        min(CASE WHEN outcome = 'succeeded' THEN decided_at END) AS succeeded_at,
        min(CASE WHEN outcome = 'withdrawn' THEN decided_at END) AS withdrawn_at,
        count(*) AS count_attempts,
        count(CASE WHEN outcome = 'failed' THEN 1 END) AS count_failures,
        max(CASE WHEN attempt_number = 1 THEN channel END) AS channel,
        max(CASE WHEN attempt_number = 1 THEN region END) AS region,
        max(CASE WHEN attempt_number = 1 THEN app_version END) AS app_version,
        max(CASE WHEN attempt_number = 1 THEN os END) AS os,
        max(CASE WHEN attempt_number = 1 THEN bank END) AS bank,
        max(user_token) AS user_token,
        list(DISTINCT channel ORDER BY channel) FILTER (WHERE channel IS NOT NULL) AS channels,
        list(cause ORDER BY attempt_number) FILTER (WHERE cause IS NOT NULL) AS causes,
        list(cause_category ORDER BY attempt_number) FILTER (WHERE cause IS NOT NULL) AS cause_categories
    FROM attempts
    GROUP BY case_id
),
happened AS (
    SELECT
        platform, wallet_token, case_number,
        min(occurred_at) AS first_event_at,
        max(occurred_at) AS last_event_at,
        sum(CASE WHEN event_type = 'consequence.funds_frozen' THEN amount END) AS frozen_amount,
        sum(CASE WHEN event_type = 'consequence.interest_accrued' THEN amount END) AS interest_amount,
        max(CASE WHEN starts_with(event_type, 'consequence.') THEN currency END) AS currency,
        count(DISTINCT CASE WHEN starts_with(event_type, 'consequence.') THEN currency END) AS count_currencies,
        count(CASE WHEN event_type = 'consequence.credit_reported' THEN 1 END) AS count_credit_reports,
        count(CASE WHEN event_type = 'consequence.documents_requested' THEN 1 END) AS count_documents_requested,
        count(CASE WHEN event_type = 'consequence.review_repeated' THEN 1 END) AS count_reviews_repeated,
        count(CASE WHEN event_type = 'consequence.legal_action_opened' THEN 1 END) AS count_legal_actions,
        count(CASE WHEN event_type = 'help.contacted' THEN 1 END) AS count_help_contacts,
        max(CASE WHEN event_type = 'reregistration.accepted' THEN 1 ELSE 0 END) = 1 AS is_reregistered,
        list(DISTINCT CASE event_type
            WHEN 'countermeasure.information_corrected' THEN 'cm_correct_information'
            WHEN 'countermeasure.policy_condition_met' THEN 'cm_meet_policy_condition'
            WHEN 'countermeasure.legal_matter_settled' THEN 'cm_settle_legal_matter'
        END) FILTER (WHERE starts_with(event_type, 'countermeasure.')) AS countermeasures,
        list(DISTINCT CASE event_type
            WHEN 'preparation.conditions_viewed' THEN 'prep_conditions_viewed'
            WHEN 'preparation.documents_ready' THEN 'prep_documents_ready'
            WHEN 'preparation.support_contacted' THEN 'prep_support_contacted'
        END) FILTER (WHERE starts_with(event_type, 'preparation.')) AS preparations,
        list(DISTINCT channel) FILTER (WHERE event_type = 'help.contacted' AND channel IS NOT NULL) AS help_channels
    FROM case_events
    GROUP BY platform, wallet_token, case_number
),
freezes AS (
    SELECT
        platform, wallet_token, case_number, event_type, occurred_at,
        lead(occurred_at) OVER (
            PARTITION BY platform, wallet_token, case_number ORDER BY occurred_at, event_type, event_id
        ) AS next_at
    FROM case_events
    WHERE event_type IN ('consequence.funds_frozen', 'consequence.funds_released')
),
frozen AS (
    SELECT
        platform, wallet_token, case_number,
        CAST(sum(date_diff('millisecond', occurred_at, next_at)) AS BIGINT) AS frozen_milliseconds,
        max(CASE WHEN next_at IS NULL THEN occurred_at END) AS frozen_since
    FROM freezes
    WHERE event_type = 'consequence.funds_frozen'
    GROUP BY platform, wallet_token, case_number
),
numbered AS (
    SELECT
        h.*,
        h.platform || ':' || h.wallet_token || ':' || CAST(h.case_number AS VARCHAR) AS case_id,
        max(h.case_number) OVER (PARTITION BY h.platform, h.wallet_token) > h.case_number AS is_followed
    FROM happened h
)
SELECT
    n.case_id, n.wallet_token, t.user_token, n.platform,
    t.first_requested_at,
    CAST(t.first_requested_at + to_minutes($utc_offset_minutes) AS DATE) AS first_requested_on,
    t.first_failed_at,
    CAST(t.first_failed_at + to_minutes($utc_offset_minutes) AS DATE) AS first_failed_on,
    t.succeeded_at AS resolved_at,
    CASE WHEN t.succeeded_at IS NULL THEN t.withdrawn_at END AS withdrawn_at,
    n.first_event_at, n.last_event_at, n.is_followed,
    t.count_attempts, t.count_failures,
    t.causes, t.cause_categories[1] AS first_cause_category,
    t.channels, n.countermeasures, n.preparations, n.help_channels, n.count_help_contacts,
    n.frozen_amount, f.frozen_milliseconds, f.frozen_since, n.interest_amount, n.currency, n.count_currencies,
    n.count_credit_reports, n.count_documents_requested, n.count_reviews_repeated, n.count_legal_actions,
    n.is_reregistered,
    t.channel, t.region, t.app_version, t.os, t.bank
FROM numbered n
JOIN tried t ON t.case_id = n.case_id
LEFT JOIN frozen f ON f.platform = n.platform AND f.wallet_token = n.wallet_token AND f.case_number = n.case_number
