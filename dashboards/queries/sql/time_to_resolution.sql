-- one row per case with a failure: day of its first request, hours from the first failure to its end or to as_of, and
-- whether it was resolved
SELECT first_requested_on, hours_observed, is_resolved
FROM failed_cases
WHERE first_failed_at IS NOT NULL
