-- one row per platform: its newest event, the gap it usually leaves, and whether it has gone quiet
WITH busy AS (SELECT DISTINCT platform, occurred_at_hour FROM events_hourly),
hours AS (
    SELECT
        platform, occurred_at_hour,
        date_diff('millisecond', lag(occurred_at_hour) OVER (
            PARTITION BY platform ORDER BY occurred_at_hour
        ), occurred_at_hour) / 3600000.0 AS gap_hours
    FROM busy
),
usual AS (
    SELECT platform, quantile_cont(gap_hours, 0.99) AS usual_gap_hours FROM hours GROUP BY platform
),
seen AS (
    SELECT
        platform,
        min(first_event_at) AS first_event_at,
        max(last_event_at) AS last_event_at,
        CAST(sum(count_events) AS BIGINT) AS count_events
    FROM events_hourly
    GROUP BY platform
)
SELECT
    s.platform, s.first_event_at, s.last_event_at, s.count_events, u.usual_gap_hours,
    date_diff('millisecond', s.last_event_at, $as_of) / 3600000.0
        > greatest($quiet_hours, 3 * coalesce(u.usual_gap_hours, 0)) AS is_quiet
FROM seen s
JOIN usual u ON u.platform = s.platform
ORDER BY s.platform
