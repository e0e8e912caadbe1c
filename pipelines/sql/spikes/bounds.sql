-- one row per hour of the slice of a spike, in it and in the weeks before it (a dimension that is NULL is not asked for)
WITH decided AS (
    SELECT
        requested_at,
        outcome = 'failed'
        AND cause_category IN ('technical_fault', 'unclassified')
        AND ($cause IS NULL OR cause = $cause)
        AND ($error_code IS NULL OR error_code = $error_code) AS is_counted
    FROM attempts
    WHERE platform = $platform
        AND requested_at >= $before_at
        AND requested_at < $ended_at
        AND outcome IN ('failed', 'succeeded')
        AND ($channel IS NULL OR channel = $channel)
        AND ($region IS NULL OR region = $region)
        AND ($app_version IS NULL OR app_version = $app_version)
        AND ($os IS NULL OR os = $os)
        AND ($bank IS NULL OR bank = $bank)
        AND ($component IS NULL OR component = $component)
        AND ($release IS NULL OR release = $release)
)
SELECT
    date_trunc('hour', requested_at) >= $started_at AS is_inside,
    count(*) AS count_decided,
    count(*) FILTER (WHERE is_counted) AS count_failures,
    min(requested_at) FILTER (WHERE is_counted) AS first_at,
    max(requested_at) FILTER (WHERE is_counted) AS last_at
FROM decided
GROUP BY date_trunc('hour', requested_at)
ORDER BY date_trunc('hour', requested_at)
