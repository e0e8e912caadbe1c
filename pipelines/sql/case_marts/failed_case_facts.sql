-- one row per case with a failure: what pages count and sort by, as far as it does not depend on as_of; days that changed
WITH settled AS (
    SELECT
        *,
        CASE
            WHEN resolved_at IS NOT NULL THEN 'succeeded'
            WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
            WHEN is_followed THEN 'abandoned'
        END AS settled_kind
    FROM case_facts
    SEMI JOIN changed_case_days USING (first_requested_on)
    WHERE count_failures > 0
)
SELECT
    first_requested_on, platform, hash(causes) AS causes_key, wallet_key, case_number,
    first_failed_at, settled_kind,
    date_diff('millisecond', first_failed_at, CASE settled_kind
        WHEN 'succeeded' THEN resolved_at WHEN 'withdrawn' THEN withdrawn_at WHEN 'abandoned' THEN last_event_at
    END) AS settled_milliseconds,
    CASE WHEN settled_kind IS NULL THEN last_event_at END AS unsettled_at,
    coalesce(resolved_at >= first_failed_at, false) AS is_resolved,
    count_attempts,
    CASE WHEN NOT has_currencies THEN frozen_amount END AS frozen_amount,
    CASE WHEN NOT has_currencies THEN currency END AS currency
FROM settled
ORDER BY first_requested_at
