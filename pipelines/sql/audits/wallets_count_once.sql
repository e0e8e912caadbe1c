-- one row if the wallets that failed, each on the first day it did, are not all wallets that failed
WITH held AS (
    SELECT
        (
            SELECT coalesce(sum(count_wallets), 0)
            FROM wallets_daily
            WHERE previous_on IS NULL AND cause_category IS NULL AND signature_id IS NULL
        ) AS in_daily,
        (SELECT count(DISTINCT wallet_key) FROM failures) AS in_attempts
)
SELECT * FROM held WHERE in_daily <> in_attempts
