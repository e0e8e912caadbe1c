-- one row per platform, kind of end, working days from the first request to the first failure and to the end (or the newest
-- event), in tenths: the cases that are open, and of the others those first requested since $learned_from
WITH calendar AS (
    SELECT
        CAST(unnest($calendar_on) AS DATE) AS day_on,
        unnest($calendar_working) AS is_working,
        CAST(unnest($calendar_before) AS BIGINT) * 86400000 AS milliseconds_before
),
lasting AS (
    SELECT
        platform, end_kind,
        first_requested_at + to_minutes($utc_offset_minutes) AS from_local,
        first_failed_at + to_minutes($utc_offset_minutes) AS failed_local,
        least(open_until, $as_of) + to_minutes($utc_offset_minutes) AS until_local
    FROM resolution_times
    WHERE end_kind = 'open' OR first_requested_on >= $learned_from
),
clocked AS (
    SELECT
        l.platform, l.end_kind,
        r.milliseconds_before + CASE WHEN r.is_working THEN epoch_ms(l.from_local) % 86400000 ELSE 0 END
            AS from_milliseconds,
        f.milliseconds_before + CASE WHEN f.is_working THEN epoch_ms(l.failed_local) % 86400000 ELSE 0 END
            AS failed_milliseconds,
        u.milliseconds_before + CASE WHEN u.is_working THEN epoch_ms(l.until_local) % 86400000 ELSE 0 END
            AS until_milliseconds
    FROM lasting l
    JOIN calendar r ON r.day_on = CAST(l.from_local AS DATE)
    JOIN calendar f ON f.day_on = CAST(l.failed_local AS DATE)
    JOIN calendar u ON u.day_on = CAST(l.until_local AS DATE)
)
SELECT
    platform, end_kind,
    -- an end is rounded up: at risk is who entered before it
    CAST((failed_milliseconds - from_milliseconds) // 8640000 AS INTEGER) / 10.0 AS days_at_failure,
    CAST((until_milliseconds - from_milliseconds) // 8640000 + 1 AS INTEGER) / 10.0 AS days_at_end,
    count(*) AS count_cases
FROM clocked
GROUP BY ALL
ORDER BY platform, end_kind, days_at_failure, days_at_end
