-- one row per day of the first request, platform, list of causes, response and end of cases with a failure, as far as the
-- end does not depend on as_of (then one row per newest event too); days that changed
SELECT
    first_requested_on, platform, hash(causes) AS causes_key, first_cause_category, response,
    CASE
        WHEN resolved_at IS NOT NULL THEN 'succeeded'
        WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
        WHEN is_followed THEN 'abandoned'
    END AS settled_kind,
    CASE WHEN resolved_at IS NULL AND withdrawn_at IS NULL AND NOT is_followed THEN last_event_at END AS unsettled_at,
    count(*) AS count_cases,
    count(CASE WHEN count_help_contacts > 0 THEN 1 END) AS count_helped
FROM case_facts
SEMI JOIN changed_case_days USING (first_requested_on)
WHERE count_failures > 0
GROUP BY ALL
ORDER BY first_requested_on, platform, response
