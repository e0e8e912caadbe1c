-- one row per case of the wallets in scope; what depends on as_of (open or abandoned, hours observed) is left to the view
WITH tried AS (
    SELECT
        wallet_key, case_number,
        min(CASE WHEN outcome = 'failed' THEN decided_at END) AS first_failed_at,
        min(CASE WHEN outcome = 'succeeded' THEN decided_at END) AS succeeded_at,
        min(CASE WHEN outcome = 'withdrawn' THEN decided_at END) AS withdrawn_at,
        count(*) AS count_attempts,
        count(CASE WHEN outcome = 'failed' THEN 1 END) AS count_failures,
        min(channel) AS a_channel,
        max(channel) AS z_channel
    FROM attempts
    GROUP BY wallet_key, case_number
),
first_attempts AS (
    SELECT
        wallet_key, case_number, case_id, wallet_token, user_token, platform, requested_at AS first_requested_at,
        requested_on AS first_requested_on, channel, region, app_version, os, bank
    FROM attempts
    WHERE attempt_number = 1
),
-- a list for each group is dear, and hardly any case used more than one channel
channel_changes AS (
    SELECT a.wallet_key, a.case_number, list(DISTINCT a.channel ORDER BY a.channel) AS channels
    FROM attempts a
    JOIN tried t ON t.wallet_key = a.wallet_key AND t.case_number = a.case_number AND t.a_channel < t.z_channel
    WHERE a.channel IS NOT NULL
    GROUP BY a.wallet_key, a.case_number
),
failed AS (
    SELECT
        wallet_key, case_number,
        list(cause ORDER BY attempt_number) AS causes,
        list(cause_category ORDER BY attempt_number) AS cause_categories
    FROM attempts
    WHERE outcome = 'failed'
    GROUP BY wallet_key, case_number
),
spans AS (
    SELECT
        wallet_key, case_number,
        max(occurred_at) AS last_event_at,
        max(case_number) OVER (PARTITION BY wallet_key) > case_number AS is_followed
    FROM case_events
    GROUP BY wallet_key, case_number
),
happened AS (
    SELECT
        wallet_key, case_number,
        sum(CASE WHEN event_type = 'consequence.funds_frozen' THEN amount END) AS frozen_amount,
        sum(CASE WHEN event_type = 'consequence.interest_accrued' THEN amount END) AS interest_amount,
        max(CASE WHEN starts_with(event_type, 'consequence.') THEN currency END) AS currency,
        min(CASE WHEN starts_with(event_type, 'consequence.') THEN currency END) AS another_currency,
        count(CASE WHEN event_type = 'consequence.credit_reported' THEN 1 END) AS count_credit_reports,
        count(CASE WHEN event_type = 'consequence.documents_requested' THEN 1 END) AS count_documents_requested,
        count(CASE WHEN event_type = 'consequence.review_repeated' THEN 1 END) AS count_reviews_repeated,
        count(CASE WHEN event_type = 'consequence.legal_action_opened' THEN 1 END) AS count_legal_actions,
        count(CASE WHEN event_type = 'help.contacted' THEN 1 END) AS count_help_contacts,
        max(CASE WHEN event_type = 'reregistration.accepted' THEN 1 ELSE 0 END) = 1 AS is_reregistered,
        -- what was done, a bit for each word: list(DISTINCT ...) takes many times as long
        bit_or(CASE event_type
            WHEN 'countermeasure.information_corrected' THEN 1
            WHEN 'countermeasure.policy_condition_met' THEN 2
            WHEN 'countermeasure.legal_matter_settled' THEN 4
            WHEN 'preparation.conditions_viewed' THEN 8
            WHEN 'preparation.documents_ready' THEN 16
            WHEN 'preparation.support_contacted' THEN 32
            ELSE 0
        END) AS done,
        min(CASE WHEN event_type = 'preparation.conditions_viewed' THEN occurred_at END) AS viewed_at,
        min(CASE WHEN event_type = 'preparation.documents_ready' THEN occurred_at END) AS readied_at,
        min(CASE WHEN event_type = 'preparation.support_contacted' THEN occurred_at END) AS consulted_at
    FROM other_events
    GROUP BY wallet_key, case_number
),
helped AS (
    SELECT wallet_key, case_number, list(DISTINCT channel ORDER BY channel) AS help_channels
    FROM other_events
    WHERE event_type = 'help.contacted' AND channel IS NOT NULL
    GROUP BY wallet_key, case_number
),
freezes AS (
    SELECT
        wallet_key, case_number, event_type, occurred_at,
        lead(occurred_at) OVER (
            PARTITION BY wallet_key, case_number ORDER BY occurred_at, event_type, event_key
        ) AS next_at
    FROM other_events
    WHERE event_type IN ('consequence.funds_frozen', 'consequence.funds_released')
),
frozen AS (
    SELECT
        wallet_key, case_number,
        CAST(sum(date_diff('millisecond', occurred_at, next_at)) AS BIGINT) AS frozen_milliseconds,
        max(CASE WHEN next_at IS NULL THEN occurred_at END) AS frozen_since
    FROM freezes
    WHERE event_type = 'consequence.funds_frozen'
    GROUP BY wallet_key, case_number
)
SELECT
    a.case_id, a.wallet_token, a.user_token, a.platform, a.first_requested_at, a.first_requested_on,
    t.first_failed_at,
    CAST(t.first_failed_at + to_minutes($utc_offset_minutes) AS DATE) AS first_failed_on,
    t.succeeded_at AS resolved_at,
    CASE WHEN t.succeeded_at IS NULL THEN t.withdrawn_at END AS withdrawn_at,
    s.last_event_at, s.is_followed,
    t.count_attempts, t.count_failures,
    f.causes, f.cause_categories[1] AS first_cause_category,
    coalesce(l.channels, CASE WHEN t.a_channel IS NOT NULL THEN [t.a_channel] END) AS channels,
    CASE WHEN h.done & 7 > 0 THEN string_split(concat_ws(
        ',',
        CASE WHEN h.done & 1 > 0 THEN 'cm_correct_information' END,
        CASE WHEN h.done & 2 > 0 THEN 'cm_meet_policy_condition' END,
        CASE WHEN h.done & 4 > 0 THEN 'cm_settle_legal_matter' END
    ), ',') END AS countermeasures,
    CASE WHEN h.done & 56 > 0 THEN string_split(concat_ws(
        ',',
        CASE WHEN h.done & 8 > 0 THEN 'prep_conditions_viewed' END,
        CASE WHEN h.done & 16 > 0 THEN 'prep_documents_ready' END,
        CASE WHEN h.done & 32 > 0 THEN 'prep_support_contacted' END
    ), ',') END AS preparations,
    p.help_channels,
    coalesce(h.count_help_contacts, 0) AS count_help_contacts,
    h.frozen_amount, z.frozen_milliseconds, z.frozen_since, h.interest_amount, h.currency,
    h.currency IS DISTINCT FROM h.another_currency AS has_currencies,
    coalesce(h.count_credit_reports, 0) AS count_credit_reports,
    coalesce(h.count_documents_requested, 0) AS count_documents_requested,
    coalesce(h.count_reviews_repeated, 0) AS count_reviews_repeated,
    coalesce(h.count_legal_actions, 0) AS count_legal_actions,
    coalesce(h.is_reregistered, false) AS is_reregistered,
    -- the most telling of what was done besides waiting, one word a case
    CASE
        WHEN t.count_failures = 0 THEN NULL
        WHEN bit_count(h.done & 7) > 1 THEN 'several'
        WHEN h.done & 1 > 0 THEN 'cm_correct_information'
        WHEN h.done & 2 > 0 THEN 'cm_meet_policy_condition'
        WHEN h.done & 4 > 0 THEN 'cm_settle_legal_matter'
        WHEN h.count_help_contacts > 0 THEN 'help'
        WHEN t.count_attempts > 1 THEN 'cm_retry'
        ELSE 'none'
    END AS response,
    -- what was prepared before the first request, a bit for each word; later views are no preparation
    CAST(
        CASE WHEN h.viewed_at < a.first_requested_at THEN 1 ELSE 0 END
        + CASE WHEN h.readied_at < a.first_requested_at THEN 2 ELSE 0 END
        + CASE WHEN h.consulted_at < a.first_requested_at THEN 4 ELSE 0 END
    AS SMALLINT) AS prepared,
    a.channel, a.region, a.app_version, a.os, a.bank,
    t.wallet_key, t.case_number
FROM tried t
JOIN first_attempts a ON a.wallet_key = t.wallet_key AND a.case_number = t.case_number
JOIN spans s ON s.wallet_key = t.wallet_key AND s.case_number = t.case_number
LEFT JOIN channel_changes l ON l.wallet_key = t.wallet_key AND l.case_number = t.case_number
LEFT JOIN failed f ON f.wallet_key = t.wallet_key AND f.case_number = t.case_number
LEFT JOIN happened h ON h.wallet_key = t.wallet_key AND h.case_number = t.case_number
LEFT JOIN helped p ON p.wallet_key = t.wallet_key AND p.case_number = t.case_number
LEFT JOIN frozen z ON z.wallet_key = t.wallet_key AND z.case_number = t.case_number
