-- one row per platform and hour with decided attempts
SELECT
    platform,
    date_trunc('hour', requested_at) AS requested_at_hour,
    count(*) AS count_decided
FROM attempts
WHERE outcome IN ('failed', 'succeeded')
GROUP BY platform, date_trunc('hour', requested_at)
