-- one row per failure, as of the newest event: how long until the next step of its case, or, without one, until its end
WITH told AS (
    SELECT
        *,
        date_diff('millisecond', unsettled_at, $as_of) / 86400000.0 > $silence_days AS is_silent
    FROM failure_step_facts
)
SELECT
    requested_on, platform, cause_category, cause, policy_clause, wallet_key, case_number, attempt_number,
    decided_at, is_followed,
    -- censored: nobody knows yet when the next step is, or whether there is one
    unsettled_at IS NOT NULL AND NOT is_silent AS is_waiting,
    coalesce(
        settled_milliseconds,
        greatest(date_diff('millisecond', decided_at, CASE WHEN is_silent THEN unsettled_at ELSE $as_of END), 0)
    ) / 3600000.0 AS hours_to_next_step,
    frozen_amount, currency
FROM told
