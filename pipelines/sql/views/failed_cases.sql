-- one row per case with a failure, as of the newest event: those columns of cases that pages count and sort by
WITH told AS (
    SELECT
        *,
        date_diff('millisecond', unsettled_at, $as_of) / 86400000.0 > $silence_days AS is_silent
    FROM failed_case_facts
)
SELECT
    first_requested_on, platform, causes_key, wallet_key, case_number, first_failed_at,
    coalesce(settled_kind, CASE WHEN is_silent THEN 'abandoned' ELSE 'open' END) AS end_kind,
    -- of the few that are not settled alone; the others bring their time along
    coalesce(
        settled_milliseconds,
        date_diff('millisecond', first_failed_at, CASE WHEN is_silent THEN unsettled_at ELSE $as_of END)
    ) / 3600000.0 AS hours_observed,
    is_resolved, count_attempts, frozen_amount, currency
FROM told
