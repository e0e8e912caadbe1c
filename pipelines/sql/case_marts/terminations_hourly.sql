-- one row per day of the first request, platform, list of causes and hour (UTC) of the success: cases that were terminated;
-- days that changed
SELECT
    first_requested_on, platform, CASE WHEN count_failures > 0 THEN hash(causes) END AS causes_key,
    date_trunc('hour', resolved_at) AS terminated_at_hour,
    count(*) AS count_terminated
FROM case_facts
SEMI JOIN changed_case_days USING (first_requested_on)
WHERE resolved_at IS NOT NULL
GROUP BY ALL
ORDER BY first_requested_on, platform
