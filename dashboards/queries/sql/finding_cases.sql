-- one row per day of the first request, and platform or first sub-cause: cases, and what became of those that failed
SELECT
    first_requested_on,
    CASE WHEN grouping(platform) = 0 THEN 'platform' ELSE 'cause' END AS kind,
    coalesce(platform, causes[1]) AS value,
    sum(count_cases)::BIGINT AS cases,
    sum(count_failed)::BIGINT AS case_rate,
    sum(count_resolved_1)::BIGINT AS resolved_1,
    sum(count_resolved_3)::BIGINT AS resolved_3,
    sum(count_resolved_7)::BIGINT AS resolved_7,
    sum(count_resolved_14)::BIGINT AS resolved_14,
    sum(count_left)::BIGINT AS given_up
FROM case_outcomes_daily
LEFT JOIN cause_lists USING (causes_key)
GROUP BY GROUPING SETS ((first_requested_on, platform), (first_requested_on, causes[1]))
HAVING value IS NOT NULL
