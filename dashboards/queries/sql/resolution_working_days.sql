-- one row per group, kind of end and duration on the working-day clock in steps of a hundredth of a day: cases with a failure;
-- from the first failure on
WITH calendar AS (
    SELECT
        CAST(unnest($calendar_on) AS DATE) AS day_on,
        unnest($calendar_working) AS is_working,
        CAST(unnest($calendar_before) AS BIGINT) * 86400000 AS milliseconds_before
),
lasting AS (
    SELECT
        CASE $by
            WHEN 'category' THEN first_cause_category
            WHEN 'cause' THEN first_cause
            WHEN 'platform' THEN platform
            WHEN 'channel' THEN channel
            WHEN 'month' THEN strftime(first_requested_on, '%Y-%m')
        END AS group_value,
        end_kind,
        first_failed_at + to_minutes($utc_offset_minutes) AS from_local,
        observed_until + to_minutes($utc_offset_minutes) AS until_local
    FROM resolution_times
)
SELECT
    l.group_value, l.end_kind,
    CAST((
        u.milliseconds_before - f.milliseconds_before
        + CASE WHEN u.is_working THEN epoch_ms(l.until_local) % 86400000 ELSE 0 END
        - CASE WHEN f.is_working THEN epoch_ms(l.from_local) % 86400000 ELSE 0 END
    ) // 864000 AS INTEGER) / 100.0 AS working_days,
    count(*) AS count_cases
FROM lasting l
JOIN calendar f ON f.day_on = CAST(l.from_local AS DATE)
JOIN calendar u ON u.day_on = CAST(l.until_local AS DATE)
GROUP BY ALL
