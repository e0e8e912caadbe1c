-- one row: cases by their first request, and those among them with a failure
SELECT
    coalesce(sum(count_cases), 0)::BIGINT AS count_cases,
    coalesce(sum(count_cases) FILTER (causes_key IS NOT NULL), 0)::BIGINT AS count_failed_cases
FROM cases_daily
