-- one row per group, kind of end and duration in steps of at most 0.4 %: cases with a failure; from the first failure on
WITH lasting AS (
    SELECT
        CASE $by
            WHEN 'category' THEN first_cause_category
            WHEN 'cause' THEN first_cause
            WHEN 'platform' THEN platform
            WHEN 'channel' THEN channel
            WHEN 'month' THEN strftime(first_requested_on, '%Y-%m')
        END AS group_value,
        end_kind,
        date_diff('millisecond', first_failed_at, observed_until) / 3600000.0 AS exact_hours
    FROM resolution_times
)
-- Counted before they are compared: a curve of some thousand steps takes the time of its steps, not of its cases. With the
-- factor 2^44 + 1 the difference keeps the nine leading binary digits (Veltkamp 1968), at the price of a multiplication.
SELECT
    group_value, end_kind,
    exact_hours * 17592186044417.0 - (exact_hours * 17592186044417.0 - exact_hours) AS hours,
    count(*) AS count_cases
FROM lasting
GROUP BY ALL
