-- one row per event of the case asked for, in order (Parquet: bounded by wallet and time)
SELECT occurred_at, event_type, channel, amount, currency, error_code, message, shown_message, policy_clause
FROM events
WHERE platform = $platform AND wallet_token = $wallet_token AND occurred_at BETWEEN $started_at AND $stopped_at
ORDER BY occurred_at, event_id
