-- one row per day, platform and sub-cause (empty: succeeded or left out by a filter) of decided attempts
SELECT
    requested_on, platform, CASE WHEN outcome = 'failed' THEN cause END AS cause,
    sum(count_attempts)::BIGINT AS count_attempts
FROM attempts_daily
WHERE outcome NOT IN ('open', 'withdrawn')
GROUP BY ALL
ORDER BY requested_on, platform, cause
