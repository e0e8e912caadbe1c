-- one row per chosen signature, over the whole log, the most failures first; wallets_together: of all chosen, each once
SELECT
    signature_id, error_code, template, cause_category, cause, decided_by, confidence,
    count_failures, count_wallets, first_seen_at, last_seen_at,
    (SELECT count(DISTINCT wallet_key) FROM failures WHERE signature_id IN (SELECT unnest($signatures))) AS wallets_together
FROM signatures
WHERE signature_id IN (SELECT unnest($signatures))
ORDER BY count_failures DESC, signature_id
