-- one row per case of one journey: category of the first failure, response and end; the newest first failures
WITH those AS (
    SELECT wallet_key, case_number, first_requested_on, first_failed_at, hours_observed
    FROM failed_cases
    WHERE end_kind = $end_kind
)
SELECT
    f.case_id, f.platform, t.first_failed_at + to_minutes($utc_offset_minutes) AS first_failed_at_local,
    f.causes, f.count_attempts, f.count_failures, t.hours_observed, f.help_channels, f.count_help_contacts
FROM those t
JOIN marts.case_facts f
    ON f.wallet_key = t.wallet_key AND f.case_number = t.case_number AND f.first_requested_on = t.first_requested_on
WHERE f.first_cause_category = $first_cause_category AND f.response = $response
ORDER BY t.first_failed_at DESC, f.case_id
LIMIT $count_rows
