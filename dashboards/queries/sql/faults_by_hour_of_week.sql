-- one row per error code, weekday (Monday = 1) and hour of the request, in the reporting zone: technical faults
SELECT
    coalesce(error_code, '') AS error_code,
    isodow(requested_at + to_minutes($utc_offset_minutes)) AS weekday,
    hour(requested_at + to_minutes($utc_offset_minutes)) AS hour,
    count(*) AS count_failures
FROM attempts
WHERE outcome = 'failed' AND cause_category = 'technical_fault'
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
