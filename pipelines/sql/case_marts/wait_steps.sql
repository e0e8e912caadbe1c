-- one row per failure and step taken before the next request (a countermeasure, a help channel, help of any kind), with the
-- first time it was taken; days that changed
WITH taken AS (
    SELECT
        wallet_key, case_number, occurred_at,
        CASE event_type
            WHEN 'countermeasure.information_corrected' THEN 'cm_correct_information'
            WHEN 'countermeasure.policy_condition_met' THEN 'cm_meet_policy_condition'
            WHEN 'countermeasure.legal_matter_settled' THEN 'cm_settle_legal_matter'
            WHEN 'help.contacted' THEN channel
        END AS step
    FROM case_moments
    UNION ALL
    SELECT wallet_key, case_number, occurred_at, 'help' AS step FROM case_moments WHERE event_type = 'help.contacted'
),
timed AS (
    SELECT
        w.*, t.step, CAST(date_diff('millisecond', w.failed_at, t.occurred_at) AS BIGINT) AS step_milliseconds
    FROM failure_waits w
    SEMI JOIN changed_case_days USING (first_requested_on)
    JOIN taken t ON t.wallet_key = w.wallet_key AND t.case_number = w.case_number AND t.step IS NOT NULL
)
SELECT
    first_requested_on, platform, cause, wallet_key, case_number, failed_at, next_outcome, wait_milliseconds, step,
    min(step_milliseconds) AS step_milliseconds
FROM timed
WHERE step_milliseconds >= 0 AND coalesce(step_milliseconds < wait_milliseconds, true)
GROUP BY ALL
ORDER BY first_requested_on, step, platform, cause
