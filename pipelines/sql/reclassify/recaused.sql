-- one row per failure of a signature that is decided otherwise: its cause before and its cause now
SELECT a.wallet_key, a.case_number, a.requested_on, a.cause AS cause_before, d.cause
FROM attempts a
JOIN redecided d ON d.signature_id = a.logged_signature_id
