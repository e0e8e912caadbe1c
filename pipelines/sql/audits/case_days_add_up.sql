-- one row per day whose cases, by list of causes or one by one, are not all its cases with and without a failure
WITH counted AS (
    SELECT first_requested_on, count(*) AS count_cases, count(CASE WHEN count_failures > 0 THEN 1 END) AS count_failed
    FROM case_facts
    GROUP BY first_requested_on
),
daily AS (
    SELECT
        first_requested_on,
        sum(count_cases) AS count_cases,
        sum(CASE WHEN causes_key IS NOT NULL THEN count_cases ELSE 0 END) AS count_failed
    FROM cases_daily
    GROUP BY first_requested_on
),
singly AS (SELECT first_requested_on, count(*) AS count_failed FROM failed_case_facts GROUP BY first_requested_on)
SELECT first_requested_on, c.count_cases, d.count_cases AS in_daily, c.count_failed, s.count_failed AS in_singly
FROM counted c
FULL JOIN daily d USING (first_requested_on)
FULL JOIN singly s USING (first_requested_on)
WHERE c.count_cases IS DISTINCT FROM d.count_cases
    OR c.count_failed IS DISTINCT FROM d.count_failed
    OR c.count_failed IS DISTINCT FROM coalesce(s.count_failed, 0)
