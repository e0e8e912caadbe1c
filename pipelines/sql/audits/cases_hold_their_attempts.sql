-- one row if the attempts and failures of all cases are not all attempts and failures
WITH held AS (
    SELECT
        (SELECT coalesce(sum(count_attempts), 0) FROM case_facts) AS in_cases,
        (SELECT count(*) FROM attempts) AS in_attempts,
        (SELECT coalesce(sum(count_failures), 0) FROM case_facts) AS failures_in_cases,
        (SELECT count(*) FROM failures) AS failures_in_attempts
)
SELECT * FROM held WHERE in_cases <> in_attempts OR failures_in_cases <> failures_in_attempts
