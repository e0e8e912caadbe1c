-- one row per hour of the request, in the reporting zone, and cause category that failed in it
SELECT
    requested_at_hour + to_minutes($utc_offset_minutes) AS requested_at_local,
    cause_category,
    sum(count_attempts)::BIGINT AS count_failures
FROM attempts_hourly
WHERE outcome = 'failed'
GROUP BY requested_at_hour, cause_category
ORDER BY requested_at_hour, cause_category
