-- one row per failure that is decided otherwise than in the snapshot before, where history was built anew
SELECT a.requested_on, b.cause AS cause_before, a.cause
FROM attempts a
JOIN before.attempts b ON b.attempt_id = a.attempt_id
WHERE b.outcome = 'failed' AND a.outcome = 'failed' AND a.cause <> b.cause
