-- one row per day, platform and value of one dimension ($segment) of decided attempts that state one
SELECT
    requested_on, platform, value,
    coalesce(sum(count_attempts) FILTER (outcome = 'failed'), 0)::BIGINT AS count_failures,
    sum(count_attempts)::BIGINT AS count_decided
FROM slices_daily
WHERE dimension = CASE WHEN $segment = 'version' THEN 'app_version' ELSE $segment END
GROUP BY ALL
ORDER BY requested_on, platform, value
