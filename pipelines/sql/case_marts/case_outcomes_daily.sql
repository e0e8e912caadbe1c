-- one row per day of the first request, platform and list of causes: cases, and what became of them within fixed times,
-- which a newer event does not change: failed within 2 days; of those, resolved within 1, 3, 7 and 14 days of the
-- failure, or left without a further event from day 14 on; days that changed
WITH told AS (
    SELECT
        first_requested_on, platform,
        CASE WHEN count_failures > 0 THEN hash(causes) END AS causes_key,
        coalesce(first_failed_at <= first_requested_at + INTERVAL 2 DAY, false) AS is_failed,
        date_diff('millisecond', first_failed_at, resolved_at) / 86400000.0 AS days_to_resolution,
        resolved_at IS NULL AND withdrawn_at IS NULL
            AND last_event_at <= first_requested_at + INTERVAL 14 DAY AS is_left
    FROM case_facts
    SEMI JOIN changed_case_days USING (first_requested_on)
)
SELECT
    first_requested_on, platform, causes_key,
    count(*) AS count_cases,
    count(*) FILTER (is_failed) AS count_failed,
    count(*) FILTER (is_failed AND days_to_resolution BETWEEN 0 AND 1) AS count_resolved_1,
    count(*) FILTER (is_failed AND days_to_resolution BETWEEN 0 AND 3) AS count_resolved_3,
    count(*) FILTER (is_failed AND days_to_resolution BETWEEN 0 AND 7) AS count_resolved_7,
    count(*) FILTER (is_failed AND days_to_resolution BETWEEN 0 AND 14) AS count_resolved_14,
    count(*) FILTER (is_failed AND is_left) AS count_left
FROM told
GROUP BY ALL
ORDER BY first_requested_on, platform, causes_key
