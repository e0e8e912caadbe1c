-- one row per hour, platform and cause: attempts that failed so
SELECT
    requested_at_hour AS "at", platform, cause_category, cause,
    sum(count_attempts)::BIGINT AS failures
FROM attempts_hourly
WHERE outcome = 'failed'
GROUP BY ALL
ORDER BY "at", platform, cause_category, cause
