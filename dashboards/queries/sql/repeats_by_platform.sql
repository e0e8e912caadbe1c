-- one row per platform and side of a day ($changed_on), of one wallet in $one_in: decided attempts, and sums over wallets
-- of what all their days together have beyond each day by itself, by which rates vary more where wallets come back
WITH days AS (
    SELECT
        platform, requested_on >= $changed_on AS is_after, wallet_key, requested_on,
        count(*) FILTER (outcome = 'failed')::DOUBLE AS failures, count(*)::DOUBLE AS decided
    FROM attempts
    WHERE outcome NOT IN ('open', 'withdrawn') AND wallet_key % $one_in::UBIGINT = 0
    GROUP BY ALL
),
wallets AS (
    SELECT
        platform, is_after, wallet_key, sum(failures) AS failures, sum(decided) AS decided,
        sum(failures * failures) AS ff, sum(decided * decided) AS dd, sum(failures * decided) AS fd
    FROM days
    GROUP BY ALL
)
SELECT
    platform, is_after, sum(failures) AS failures, sum(decided) AS decided,
    sum(failures * failures - ff) AS failures_squared, sum(decided * decided - dd) AS decided_squared,
    sum(failures * decided - fd) AS failures_times_decided
FROM wallets
GROUP BY ALL
ORDER BY platform, is_after
