-- one row per platform, days from the end to the request to be registered anew and whether one came (else: until as_of,
-- to the hour): terminated cases, and what those were told that asked
WITH ended AS (
    SELECT platform, terminated_at_hour, sum(count_terminated) AS count_terminated
    FROM terminations_hourly
    GROUP BY platform, terminated_at_hour
),
came AS (
    SELECT platform, date_trunc('hour', terminated_at) AS terminated_at_hour, count(*) AS count_asked
    FROM returns
    GROUP BY platform, date_trunc('hour', terminated_at)
),
told AS (
    SELECT
        platform, ceil(date_diff('millisecond', terminated_at, asked_at) / 3600000.0) AS hours, true AS is_asked,
        count(*) AS count_cases,
        count(*) FILTER (is_accepted) AS count_accepted,
        count(*) FILTER (is_rejected AND NOT is_accepted) AS count_rejected,
        count(*) FILTER (is_accepted AND is_data_reused) AS count_data_reused,
        count(*) FILTER (is_credit_flagged) AS count_credit_flagged
    FROM returns
    GROUP BY ALL
    UNION ALL
    SELECT
        e.platform, greatest(date_diff('millisecond', e.terminated_at_hour, $as_of) / 3600000.0, 0), false,
        e.count_terminated - coalesce(c.count_asked, 0), 0, 0, 0, 0
    FROM ended e
    LEFT JOIN came c ON c.platform = e.platform AND c.terminated_at_hour = e.terminated_at_hour
)
SELECT
    platform, hours / 24.0 AS days, is_asked,
    sum(count_cases)::BIGINT AS count_cases,
    sum(count_accepted)::BIGINT AS count_accepted,
    sum(count_rejected)::BIGINT AS count_rejected,
    sum(count_data_reused)::BIGINT AS count_data_reused,
    sum(count_credit_flagged)::BIGINT AS count_credit_flagged
FROM told
WHERE count_cases > 0
GROUP BY ALL
ORDER BY platform, days, is_asked
