-- one row: the wallets of a spike
SELECT count(DISTINCT wallet_token) AS count_wallets
FROM attempts
WHERE platform = $platform
    AND requested_at >= $started_at
    AND requested_at < $ended_at
    AND outcome = 'failed'
    AND cause_category IN ('technical_fault', 'unclassified')
    AND ($cause IS NULL OR cause = $cause)
    AND ($error_code IS NULL OR error_code = $error_code)
