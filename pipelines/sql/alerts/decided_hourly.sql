-- one row per hour and platform: attempts that failed or succeeded
SELECT requested_at_hour AS "at", platform, sum(count_attempts)::BIGINT AS decided
FROM attempts_hourly
WHERE outcome IN ('failed', 'succeeded')
GROUP BY ALL
ORDER BY "at", platform
