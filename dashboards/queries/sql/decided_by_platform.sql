-- one row per platform: its decided attempts, the denominator of its rates
SELECT platform, sum(count_attempts)::BIGINT AS count_decided
FROM attempts_daily
WHERE outcome NOT IN ('open', 'withdrawn')
GROUP BY platform
ORDER BY platform
