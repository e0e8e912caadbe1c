-- one row per combination of dimension values, in the spike (at = 1) and in the weeks before it (at = 0)
WITH decided AS (
    SELECT
        *,
        outcome = 'failed'
        AND cause_category IN ('technical_fault', 'unclassified')
        AND ($cause IS NULL OR cause = $cause)
        AND ($error_code IS NULL OR error_code = $error_code) AS is_counted
    FROM attempts
    WHERE platform = $platform
        AND requested_at >= $before_at
        AND requested_at < $ended_at
        AND outcome IN ('failed', 'succeeded')
)
SELECT
    CASE WHEN requested_at >= $started_at THEN 1 ELSE 0 END AS "at",
    channel, region, app_version, os, bank, component, release,
    count(*) AS count_decided,
    count(*) FILTER (WHERE is_counted) AS count_failures
FROM decided
GROUP BY 1, channel, region, app_version, os, bank, component, release
