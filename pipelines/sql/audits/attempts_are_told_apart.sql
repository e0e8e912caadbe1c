-- one row per attempt id that is there more than once
SELECT attempt_id, count(*) AS count_rows FROM attempts GROUP BY attempt_id HAVING count(*) > 1
