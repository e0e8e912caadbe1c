-- one row per day of the request: distinct wallets with a failure on it (days do not add up: a wallet may fail on two)
SELECT requested_on, count(DISTINCT wallet_key) AS count_wallets
FROM failures
GROUP BY requested_on
ORDER BY requested_on
