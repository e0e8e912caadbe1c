-- one row per day and platform
SELECT occurred_on, platform, CAST(sum(count_events) AS BIGINT) AS count_events
FROM events_hourly
GROUP BY occurred_on, platform
