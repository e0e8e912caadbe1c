-- one row per day of the first request and platform: cases with a failure, and all cases
SELECT
    first_requested_on, platform,
    coalesce(sum(count_cases) FILTER (causes_key IS NOT NULL), 0)::BIGINT AS count_failed_cases,
    sum(count_cases)::BIGINT AS count_cases
FROM cases_daily
GROUP BY ALL
ORDER BY first_requested_on, platform
