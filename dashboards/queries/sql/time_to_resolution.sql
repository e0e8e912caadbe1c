-- one row per day of the first request, hours from the first failure to the end or to as_of, and whether it was resolved
SELECT first_requested_on, hours_observed, is_resolved, count(*) AS count_cases
FROM cases
WHERE hours_observed IS NOT NULL
GROUP BY first_requested_on, hours_observed, is_resolved
ORDER BY first_requested_on, hours_observed, is_resolved
