-- one row per week ($week_of_day, by day from $from on: 0 is told of, from 1 on those before), whether it is of the days
-- compared with, and sub-cause on a platform, value of a dimension, or signature: failed and all decided attempts
SELECT
    $week_of_day[requested_on - $from + 1] AS week, $is_previous_day[requested_on - $from + 1] AS is_previous,
    'cause' AS kind, cause AS value, cause_category, platform,
    coalesce(sum(count_attempts) FILTER (outcome = 'failed'), 0)::BIGINT AS count_failures,
    sum(count_attempts)::BIGINT AS count_decided
FROM attempts_daily
WHERE outcome NOT IN ('open', 'withdrawn')
GROUP BY ALL
UNION ALL
SELECT
    $week_of_day[requested_on - $from + 1], $is_previous_day[requested_on - $from + 1],
    CASE dimension WHEN 'app_version' THEN 'version' ELSE dimension END, value, NULL, NULL,
    coalesce(sum(count_attempts) FILTER (outcome = 'failed'), 0)::BIGINT, sum(count_attempts)::BIGINT
FROM slices_daily
GROUP BY ALL
UNION ALL
SELECT
    $week_of_day[requested_on - $from + 1], $is_previous_day[requested_on - $from + 1],
    'signature', signature_id, NULL, NULL, sum(count_failures)::BIGINT, 0
FROM signatures_daily
GROUP BY ALL
