-- one row per day of the request: distinct wallets with a failure on it (days do not add up: a wallet may fail on two)
SELECT requested_on, sum(count_wallets)::BIGINT AS count_wallets
FROM wallets_daily
WHERE cause_category IS NULL AND signature_id IS NULL
GROUP BY requested_on
ORDER BY requested_on
