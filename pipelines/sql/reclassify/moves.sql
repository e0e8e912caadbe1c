-- one row per cause before and after of published failures whose signature would be decided otherwise
WITH changed AS (SELECT unnest($signature_ids) AS signature_id, unnest($causes) AS cause_after)
SELECT
    f.cause AS cause_before, c.cause_after,
    count(*) AS count_failures,
    count(DISTINCT f.wallet_token) AS count_wallets
FROM failures f
JOIN changed c ON c.signature_id = f.logged_signature_id
WHERE f.cause <> c.cause_after
GROUP BY f.cause, c.cause_after
ORDER BY count_failures DESC, cause_before, cause_after
