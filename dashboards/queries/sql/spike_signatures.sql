-- one row per signature of the failures in a spike, the most frequent first; is_new: never seen before the spike
WITH inside AS (
    SELECT signature_id, count(*) AS count_failures, count(DISTINCT wallet_key) AS count_wallets
    FROM attempts
    WHERE platform = $platform
        AND requested_at >= $first_at
        AND requested_at < $until_at
        AND outcome = 'failed'
        AND cause_category IN ('technical_fault', 'unclassified')
        AND ($cause IS NULL OR cause = $cause)
        AND ($code IS NULL OR error_code = $code)
    GROUP BY signature_id
)
SELECT
    s.signature_id, s.error_code, s.template, i.count_failures, i.count_wallets,
    s.first_seen_at >= $first_at AS is_new
FROM inside i
JOIN signatures s ON s.signature_id = i.signature_id
ORDER BY i.count_failures DESC, s.signature_id
