-- one row per case as of the newest event: what is open is censored there, what was silent too long is abandoned
WITH ended AS (
    SELECT
        *,
        CASE
            WHEN resolved_at IS NOT NULL THEN 'succeeded'
            WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
            WHEN is_followed OR date_diff('millisecond', last_event_at, $as_of) / 86400000.0 > $silence_days THEN 'abandoned'
            ELSE 'open'
        END AS end_kind,
        -- closing a wallet ends a freeze, unless the freeze came after it
        CASE WHEN resolved_at > frozen_since THEN resolved_at ELSE $as_of END AS frozen_until
    FROM case_facts
),
dated AS (
    SELECT
        *,
        CASE end_kind
            WHEN 'succeeded' THEN resolved_at WHEN 'withdrawn' THEN withdrawn_at WHEN 'abandoned' THEN last_event_at
        END AS ended_at
    FROM ended
)
SELECT
    case_id, wallet_token, user_token, platform,
    first_requested_at, first_requested_on, first_failed_at, first_failed_on,
    resolved_at, withdrawn_at, last_event_at, ended_at, end_kind,
    coalesce(resolved_at >= first_failed_at, false) AS is_resolved,
    CASE WHEN resolved_at >= first_failed_at
        THEN date_diff('millisecond', first_failed_at, resolved_at) / 3600000.0 END AS time_to_resolution_hours,
    date_diff('millisecond', first_failed_at, coalesce(ended_at, $as_of)) / 3600000.0 AS hours_observed,
    count_attempts, count_failures, causes[1] AS first_cause, first_cause_category, coalesce(causes, []) AS causes,
    CASE WHEN NOT has_currencies THEN frozen_amount END AS frozen_amount,
    CASE WHEN NOT has_currencies THEN interest_amount END AS interest_amount,
    CASE WHEN NOT has_currencies THEN currency END AS currency, has_currencies,
    frozen_since IS NOT NULL AND coalesce(resolved_at <= frozen_since, true) AS is_frozen_now, frozen_since,
    CASE WHEN frozen_milliseconds IS NOT NULL OR frozen_since IS NOT NULL THEN
        (coalesce(frozen_milliseconds, 0)
            + coalesce(date_diff('millisecond', frozen_since, frozen_until), 0)) / 86400000.0
    END AS frozen_days,
    count_credit_reports, count_documents_requested, count_reviews_repeated, count_legal_actions, count_help_contacts,
    coalesce(channels, []) AS channels, coalesce(countermeasures, []) AS countermeasures,
    coalesce(preparations, []) AS preparations, coalesce(help_channels, []) AS help_channels,
    is_reregistered, response, prepared, channel, region, app_version, os, bank, wallet_key, case_number
FROM dated
