-- one row: the first and the last failure of a spike inside its slice (a dimension that is NULL is not asked for)
SELECT min(requested_at) AS first_at, max(requested_at) AS last_at
FROM attempts
WHERE platform = $platform
    AND requested_at >= $started_at
    AND requested_at < $ended_at
    AND outcome = 'failed'
    AND cause_category IN ('technical_fault', 'unclassified')
    AND ($cause IS NULL OR cause = $cause)
    AND ($error_code IS NULL OR error_code = $error_code)
    AND ($channel IS NULL OR channel = $channel)
    AND ($region IS NULL OR region = $region)
    AND ($app_version IS NULL OR app_version = $app_version)
    AND ($os IS NULL OR os = $os)
    AND ($bank IS NULL OR bank = $bank)
    AND ($component IS NULL OR component = $component)
    AND ($release IS NULL OR release = $release)
