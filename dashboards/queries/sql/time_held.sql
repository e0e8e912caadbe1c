-- one row per group: who held the cases with a failure, and how long, from their first failure to their end or the newest event
SELECT
    CASE $by
        WHEN 'category' THEN first_cause_category
        WHEN 'cause' THEN first_cause
        WHEN 'platform' THEN platform
        WHEN 'channel' THEN channel
        WHEN 'month' THEN strftime(first_requested_on, '%Y-%m')
    END AS group_value,
    count(*) AS count_cases,
    CAST(sum(user_milliseconds) AS DOUBLE) / 3600000.0 AS user_hours,
    CAST(sum(platform_milliseconds) AS DOUBLE) / 3600000.0 AS platform_hours,
    CAST(sum(third_party_milliseconds) AS DOUBLE) / 3600000.0 AS third_party_hours,
    CAST(sum(unknown_milliseconds) AS DOUBLE) / 3600000.0 AS unknown_hours
FROM resolution_times
GROUP BY ALL
ORDER BY group_value
