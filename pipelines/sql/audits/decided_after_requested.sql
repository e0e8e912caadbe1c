-- one row per attempt decided before it was requested, or decided and open at once
SELECT attempt_id, requested_at, decided_at, outcome
FROM attempts
WHERE decided_at < requested_at OR (outcome = 'open') <> (decided_at IS NULL)
