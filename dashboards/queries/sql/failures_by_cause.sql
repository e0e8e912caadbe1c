-- one row per platform, cause category and sub-cause that failed
SELECT platform, cause_category, cause, sum(count_attempts)::BIGINT AS count_failures
FROM attempts_daily
WHERE outcome = 'failed'
GROUP BY platform, cause_category, cause
ORDER BY platform, cause_category, cause
