-- one row per cause category (cause is null) and per sub-cause: distinct wallets that failed by it (they do not add up)
SELECT cause_category, cause, sum(count_wallets)::BIGINT AS count_wallets
FROM wallets_daily
WHERE cause_category IS NOT NULL
    AND requested_on BETWEEN $shown_from AND $shown_to AND coalesce(previous_on < $shown_from, true)
GROUP BY cause_category, cause
ORDER BY cause_category, cause
