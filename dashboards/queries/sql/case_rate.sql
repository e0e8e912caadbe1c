-- one row: cases by their first request, and those among them with a failure
SELECT count(*) AS count_cases, count(*) FILTER (count_failures > 0) AS count_failed_cases FROM cases
