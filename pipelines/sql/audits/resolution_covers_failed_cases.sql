-- one row per day whose cases with a failure are not all told how they ended and who held them, or are held a negative time
WITH told AS (
    SELECT
        first_requested_on, count(*) AS count_told,
        count(CASE
            WHEN least(user_milliseconds, platform_milliseconds, third_party_milliseconds, unknown_milliseconds) < 0 THEN 1
        END) AS count_negative
    FROM resolution_facts
    GROUP BY first_requested_on
),
failed AS (SELECT first_requested_on, count(*) AS count_cases FROM failed_case_facts GROUP BY first_requested_on)
SELECT first_requested_on, f.count_cases, t.count_told, t.count_negative
FROM failed f
FULL JOIN told t USING (first_requested_on)
WHERE f.count_cases IS DISTINCT FROM t.count_told OR t.count_negative > 0
