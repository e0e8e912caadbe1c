-- one row per dimension and value: what a filter can be set to
WITH counted AS (
    SELECT
        platform, channel, region, app_version, os, component, bank, release, error_code,
        count(*) AS count_attempts,
        count(CASE WHEN outcome = 'failed' THEN 1 END) AS count_failures
    FROM attempts
    GROUP BY GROUPING SETS (platform, channel, region, app_version, os, component, bank, release, error_code)
),
named AS (
    UNPIVOT counted
    ON platform, channel, region, app_version, os, component, bank, release, error_code
    INTO NAME dimension VALUE value
)
SELECT dimension, value, count_attempts, count_failures
FROM named
ORDER BY dimension, count_failures DESC, value
