-- one row: the wallets whose attempts failed so, between two instants
SELECT count(DISTINCT wallet_token)::BIGINT AS count_wallets
FROM attempts
WHERE outcome = 'failed' AND requested_at >= $started_at AND requested_at < $until_at
    AND (len($platforms) = 0 OR list_contains($platforms, platform))
    AND (len($cause_categories) = 0 OR list_contains($cause_categories, cause_category))
    AND (len($causes) = 0 OR list_contains($causes, cause))
