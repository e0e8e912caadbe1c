-- one row per day whose cases with a failure, or terminated ones, are not those that journeys and terminations count
WITH counted AS (
    SELECT
        first_requested_on,
        count(CASE WHEN count_failures > 0 THEN 1 END) AS count_failed,
        count(resolved_at) AS count_terminated
    FROM case_facts
    GROUP BY first_requested_on
),
told AS (
    SELECT first_requested_on, sum(count_cases) AS count_failed FROM journey_facts GROUP BY first_requested_on
),
ended AS (
    SELECT first_requested_on, sum(count_terminated) AS count_terminated
    FROM terminations_hourly
    GROUP BY first_requested_on
)
SELECT first_requested_on, c.count_failed, t.count_failed AS in_journeys, c.count_terminated, e.count_terminated AS in_terminations
FROM counted c
FULL JOIN told t USING (first_requested_on)
FULL JOIN ended e USING (first_requested_on)
WHERE coalesce(c.count_failed, 0) <> coalesce(t.count_failed, 0)
    OR coalesce(c.count_terminated, 0) <> coalesce(e.count_terminated, 0)
