-- one row per day of request, platform and signature of failed attempts; count_wallets adds up over neither; days that changed
SELECT
    requested_on, platform, signature_id,
    count(*) AS count_failures,
    count(DISTINCT wallet_key) AS count_wallets
FROM attempts
SEMI JOIN changed_days USING (requested_on)
WHERE outcome = 'failed'
GROUP BY requested_on, platform, signature_id
ORDER BY requested_on, platform, signature_id
