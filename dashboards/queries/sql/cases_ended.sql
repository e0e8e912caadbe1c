-- one row per end kind: cases with a failure, or named by the search
SELECT end_kind, count(*) AS count_cases
FROM failed_cases
GROUP BY end_kind
ORDER BY end_kind
