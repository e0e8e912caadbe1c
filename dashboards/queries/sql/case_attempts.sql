-- one row per attempt of the case asked for, in order
SELECT * FROM attempts WHERE case_id = $case_id ORDER BY attempt_number
