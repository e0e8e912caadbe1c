-- one row per release, configuration change, policy change or maintenance among the new events
SELECT
    event_id, occurred_at, platform,
    substr(event_type, 12) AS kind,
    coalesce(message, release, policy_clause, component, '') AS label,
    component, release, policy_clause
FROM new_events
WHERE starts_with(event_type, 'operations.')
