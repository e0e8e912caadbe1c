-- one row per event of a case that is neither a request nor a decision
SELECT c.wallet_key, c.case_number, c.kind, e.event_key, e.event_type, e.occurred_at, e.amount, e.currency, e.channel
FROM case_events c
JOIN events_in_scope e ON e.event_key = c.event_key AND e.wallet_key = c.wallet_key
WHERE c.kind > 3
