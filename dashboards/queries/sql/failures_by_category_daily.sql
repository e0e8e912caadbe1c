-- one row per day of the request and cause category that failed on it
SELECT requested_on, cause_category, sum(count_attempts)::BIGINT AS count_failures
FROM attempts_daily
WHERE outcome = 'failed'
GROUP BY requested_on, cause_category
ORDER BY requested_on, cause_category
