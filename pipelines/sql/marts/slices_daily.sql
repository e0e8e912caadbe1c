-- one row per day of request, platform, dimension and its value, outcome and category (of failed ones): decided attempts;
-- days that changed
WITH counted AS (
    SELECT
        requested_on, platform, outcome, cause_category,
        CASE
            WHEN grouping(channel) = 0 THEN 'channel'
            WHEN grouping(region) = 0 THEN 'region'
            WHEN grouping(app_version) = 0 THEN 'app_version'
            WHEN grouping(os) = 0 THEN 'os'
            ELSE 'bank'
        END AS dimension,
        coalesce(channel, region, app_version, os, bank) AS value,
        count(*) AS count_attempts
    FROM attempts
    SEMI JOIN changed_days USING (requested_on)
    WHERE outcome IN ('failed', 'succeeded')
    GROUP BY GROUPING SETS (
        (requested_on, platform, outcome, cause_category, channel),
        (requested_on, platform, outcome, cause_category, region),
        (requested_on, platform, outcome, cause_category, app_version),
        (requested_on, platform, outcome, cause_category, os),
        (requested_on, platform, outcome, cause_category, bank)
    )
)
SELECT requested_on, platform, dimension, value, outcome, cause_category, count_attempts
FROM counted
WHERE value IS NOT NULL
ORDER BY requested_on, dimension, value, platform, outcome, cause_category
