-- one row per event of a case that is no attempt and comes after its first request: what was done, suffered, asked, answered
SELECT wallet_key, case_number, event_type, occurred_at, channel, amount, currency
FROM other_events
WHERE kind > 4
