-- one row per published signature, as logged, that would be decided otherwise: its failures, and the wallets of all
WITH changed AS (SELECT unnest($signature_ids) AS signature_id)
SELECT
    c.signature_id,
    count(f.wallet_token) AS count_failures,
    (SELECT count(DISTINCT wallet_token) FROM failures WHERE logged_signature_id IN (FROM changed)) AS count_wallets
FROM changed c
LEFT JOIN failures f ON f.logged_signature_id = c.signature_id
GROUP BY c.signature_id
