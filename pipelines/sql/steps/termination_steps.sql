-- one row per request or decision, with its case and all that was logged with it
SELECT e.*, c.case_number, c.kind
FROM case_events c
JOIN events_in_scope e ON e.event_key = c.event_key AND e.wallet_key = c.wallet_key
WHERE c.kind <= 3
