-- one row per attempt, named by numbers since texts take three times as long, that is there more than once
SELECT wallet_key, case_number, attempt_number, count(*) AS count_rows
FROM attempts
GROUP BY wallet_key, case_number, attempt_number
HAVING count(*) > 1
