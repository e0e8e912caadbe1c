-- one row per end kind: cases with a failure, or named by the search
SELECT end_kind, count(*) AS count_cases
FROM cases
WHERE count_failures > 0 OR case_id = $search OR (length($search) = 12 AND wallet_token = $search)
GROUP BY end_kind
ORDER BY end_kind
