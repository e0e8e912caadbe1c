-- one row per platform, cause, error code and hour with failures that may be faults
SELECT
    platform,
    cause_category,
    cause,
    error_code,
    date_trunc('hour', requested_at) AS requested_at_hour,
    count(*) AS count_failures
FROM attempts
WHERE outcome = 'failed' AND cause_category IN ('technical_fault', 'unclassified')
GROUP BY platform, cause_category, cause, error_code, date_trunc('hour', requested_at)
