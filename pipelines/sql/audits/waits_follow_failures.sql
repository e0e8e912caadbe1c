-- one row per day whose failures, waits after failures and first decisions do not add up, or with a step outside its wait
WITH counted AS (
    SELECT first_requested_on, count(*) AS count_cases, sum(count_failures) AS count_failures
    FROM case_facts
    GROUP BY first_requested_on
),
waits AS (SELECT first_requested_on, count(*) AS count_waits FROM failure_waits GROUP BY first_requested_on),
decisions AS (
    SELECT first_requested_on, sum(count_cases) AS count_cases FROM first_decisions_daily GROUP BY first_requested_on
),
steps AS (
    SELECT
        first_requested_on,
        count(CASE WHEN step_milliseconds < 0 OR step_milliseconds >= wait_milliseconds THEN 1 END) AS count_outside
    FROM wait_steps
    GROUP BY first_requested_on
)
SELECT first_requested_on, c.count_cases, d.count_cases AS in_decisions, c.count_failures, w.count_waits, s.count_outside
FROM counted c
FULL JOIN waits w USING (first_requested_on)
FULL JOIN decisions d USING (first_requested_on)
FULL JOIN steps s USING (first_requested_on)
WHERE c.count_cases IS DISTINCT FROM d.count_cases
    OR c.count_failures IS DISTINCT FROM coalesce(w.count_waits, 0)
    OR s.count_outside > 0
