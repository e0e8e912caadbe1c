-- one row per decision that its failures do not follow: another cause, decider, signature or taxonomy is written on them
SELECT a.logged_signature_id, d.decided_by, count(*) AS count_failures
FROM attempts a
LEFT JOIN decisions d ON d.signature_id = a.logged_signature_id
WHERE a.outcome = 'failed'
    AND (
        d.signature_id IS NULL
        OR a.cause <> d.cause
        OR a.cause_category <> d.cause_category
        OR a.decided_by <> d.decided_by
        OR a.confidence <> d.confidence
        OR a.taxonomy_version <> d.taxonomy_version
        OR a.signature_id <> coalesce(d.merged_into, d.signature_id)
    )
GROUP BY a.logged_signature_id, d.decided_by
