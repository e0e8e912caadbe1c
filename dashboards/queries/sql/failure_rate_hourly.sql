-- one row per hour of the request, in the reporting zone
SELECT
    requested_at_hour + to_minutes($utc_offset_minutes) AS requested_at_local,
    coalesce(sum(count_attempts) FILTER (outcome = 'failed'), 0)::BIGINT AS count_failures,
    coalesce(sum(count_attempts) FILTER (outcome NOT IN ('open', 'withdrawn')), 0)::BIGINT AS count_decided
FROM attempts_hourly
GROUP BY requested_at_hour
ORDER BY requested_at_hour
