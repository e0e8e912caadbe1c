-- one row per day whose failures are not those of failure_steps, or with a step before its failure
WITH counted AS (
    SELECT requested_on, count(*) AS count_failures FROM attempts WHERE outcome = 'failed' GROUP BY requested_on
),
steps AS (
    SELECT
        requested_on, count(*) AS count_steps,
        count(CASE WHEN settled_milliseconds < 0 OR (settled_milliseconds IS NULL) = (unsettled_at IS NULL) THEN 1 END)
            AS count_odd
    FROM failure_step_facts
    GROUP BY requested_on
)
SELECT requested_on, c.count_failures, s.count_steps, s.count_odd
FROM counted c
FULL JOIN steps s USING (requested_on)
WHERE c.count_failures IS DISTINCT FROM s.count_steps OR s.count_odd > 0
