-- one row per day of the first request, platform, list of causes, and channel, region and system of the first request:
-- cases; days that changed
SELECT
    first_requested_on, platform, CASE WHEN count_failures > 0 THEN hash(causes) END AS causes_key,
    channel, region, os, count(*) AS count_cases
FROM case_facts
SEMI JOIN changed_case_days USING (first_requested_on)
GROUP BY ALL
ORDER BY first_requested_on, platform
