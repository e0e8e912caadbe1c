-- one row per release, configuration change or policy change of a platform, the newest first; `causes`: what the ledger
-- expects failures by the clause to be
SELECT
    o.event_id, o.occurred_at + to_minutes($utc_offset_minutes) AS occurred_at_local, o.platform, o.kind, o.label,
    o.policy_clause, p.causes
FROM operations o
LEFT JOIN policies p ON p.platform = o.platform AND p.policy_clause = o.policy_clause
WHERE o.kind <> 'maintenance' AND o.platform IS NOT NULL
ORDER BY o.occurred_at DESC, o.event_id
