-- one row per day of the first request, platform, preparation and first decision: cases; days that changed
SELECT
    first_requested_on, platform, prepared,
    CASE
        WHEN count_failures > 0 THEN 'failed'
        WHEN resolved_at IS NOT NULL THEN 'succeeded'
        WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
        ELSE 'open'
    END AS first_decision,
    count(*) AS count_cases
FROM case_facts
SEMI JOIN changed_case_days USING (first_requested_on)
GROUP BY ALL
ORDER BY first_requested_on, platform, prepared
