-- one row per signature: an error code and a masked message with its variable parts collapsed; one that was merged into
-- another is counted there and has no row
WITH counted AS (
    SELECT
        signature_id,
        count(*) AS count_failures,
        count(DISTINCT wallet_key) AS count_wallets,
        min(decided_at) AS first_seen_at,
        max(decided_at) AS last_seen_at
    FROM attempts
    WHERE outcome = 'failed'
    GROUP BY signature_id
)
SELECT
    d.signature_id, d.error_code, d.template,
    coalesce(c.count_failures, 0) AS count_failures, coalesce(c.count_wallets, 0) AS count_wallets,
    c.first_seen_at, c.last_seen_at,
    d.cause_category, d.cause, d.other_causes, d.decided_by, d.confidence,
    d.named_consequences, d.consequence_evidence, d.taxonomy_version
FROM decisions d
LEFT JOIN counted c ON c.signature_id = d.signature_id
WHERE d.merged_into IS NULL
ORDER BY count_failures DESC, d.signature_id
