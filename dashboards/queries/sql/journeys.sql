-- one row per category of the first failure, response and end: cases with a failure, and those of them that asked for help
SELECT
    first_cause_category, response, end_kind,
    sum(count_cases)::BIGINT AS count_cases,
    sum(count_helped)::BIGINT AS count_helped
FROM journeys_daily
GROUP BY first_cause_category, response, end_kind
ORDER BY count_cases DESC, first_cause_category, response, end_kind
