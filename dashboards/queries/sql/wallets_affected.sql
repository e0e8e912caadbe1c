-- one row: distinct wallets with at least one failure in the period, in its finished days and in the days before, each on
-- the first of these days that it failed on
SELECT
    coalesce(sum(count_wallets) FILTER (
        requested_on BETWEEN $shown_from AND $shown_to AND coalesce(previous_on < $shown_from, true)
    ), 0)::BIGINT AS shown,
    coalesce(sum(count_wallets) FILTER (
        requested_on BETWEEN $current_from AND $current_to AND coalesce(previous_on < $current_from, true)
    ), 0)::BIGINT AS current,
    coalesce(sum(count_wallets) FILTER (
        requested_on BETWEEN $previous_from AND $previous_to AND coalesce(previous_on < $previous_from, true)
    ), 0)::BIGINT AS previous
FROM wallets_daily
WHERE cause_category IS NULL AND signature_id IS NULL
