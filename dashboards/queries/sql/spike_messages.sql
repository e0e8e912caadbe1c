-- one row per failure in a spike, the newest first: its masked message, and the case to open
SELECT
    requested_at + to_minutes($utc_offset_minutes) AS requested_at_local,
    error_code, message, component, bank, case_id
FROM attempts
WHERE platform = $platform
    AND requested_at >= $first_at
    AND requested_at < $until_at
    AND outcome = 'failed'
    AND cause_category IN ('technical_fault', 'unclassified')
    AND ($cause IS NULL OR cause = $cause)
    AND ($code IS NULL OR error_code = $code)
ORDER BY requested_at DESC, attempt_id
LIMIT $most
