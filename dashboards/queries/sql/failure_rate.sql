-- one row per day of the request: failed attempts over all decided ones
SELECT
    requested_on,
    coalesce(sum(count_attempts) FILTER (outcome = 'failed'), 0)::BIGINT AS count_failures,
    coalesce(sum(count_attempts) FILTER (outcome NOT IN ('open', 'withdrawn')), 0)::BIGINT AS count_decided,
    sum(count_attempts)::BIGINT AS count_attempts
FROM attempts_daily
GROUP BY requested_on
ORDER BY requested_on
