-- one row per week of the request (its Monday) and platform with a failure: failures without a cause, and all
SELECT
    CAST(date_trunc('week', requested_on) AS DATE) AS week_on,
    platform,
    coalesce(sum(count_attempts) FILTER (cause = 'unclassified'), 0)::BIGINT AS count_unclassified,
    sum(count_attempts)::BIGINT AS count_failures
FROM attempts_daily
WHERE outcome = 'failed'
GROUP BY week_on, platform
ORDER BY week_on, platform
