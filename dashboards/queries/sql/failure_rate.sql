-- one row: failed attempts over all decided ones
SELECT
    coalesce(sum(count_attempts) FILTER (outcome = 'failed'), 0)::BIGINT AS count_failures,
    coalesce(sum(count_attempts) FILTER (outcome NOT IN ('open', 'withdrawn')), 0)::BIGINT AS count_decided,
    coalesce(sum(count_attempts), 0)::BIGINT AS count_attempts
FROM attempts_daily
