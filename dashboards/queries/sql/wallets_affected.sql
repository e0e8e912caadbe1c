-- one row: distinct wallets with at least one failure
SELECT count(DISTINCT wallet_token) AS count_wallets FROM failures
