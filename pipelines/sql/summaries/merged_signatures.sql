-- one row per signature that was merged into another: what it is as logged, and how often; what an older template named
-- otherwise is the same signature and has no row
WITH counted AS (
    SELECT logged_signature_id AS signature_id, count(*) AS count_failures
    FROM attempts
    SEMI JOIN (SELECT signature_id AS logged_signature_id FROM decisions WHERE merged_into IS NOT NULL)
        USING (logged_signature_id)
    GROUP BY logged_signature_id
)
SELECT
    d.signature_id, d.merged_into, d.error_code, d.template, coalesce(c.count_failures, 0) AS count_failures,
    substr(d.decided_by, 8) AS review_id
FROM decisions d
JOIN decisions t ON t.signature_id = d.merged_into
LEFT JOIN counted c ON c.signature_id = d.signature_id
WHERE (d.error_code, d.template) IS DISTINCT FROM (t.error_code, t.template)
ORDER BY d.merged_into, d.signature_id
