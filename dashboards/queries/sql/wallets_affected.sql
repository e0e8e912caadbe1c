-- one row: distinct wallets with at least one failure
SELECT count(DISTINCT wallet_key) AS count_wallets FROM failures
