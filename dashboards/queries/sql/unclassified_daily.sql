-- one row per day of the request with a failure: failures without a cause, and all
SELECT
    requested_on,
    coalesce(sum(count_attempts) FILTER (cause = 'unclassified'), 0)::BIGINT AS count_unclassified,
    sum(count_attempts)::BIGINT AS count_failures
FROM attempts_daily
WHERE outcome = 'failed'
GROUP BY requested_on
ORDER BY requested_on
