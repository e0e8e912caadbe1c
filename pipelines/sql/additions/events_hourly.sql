-- one row per hour (UTC) and platform of the new events
SELECT
    date_trunc('hour', occurred_at) AS occurred_at_hour,
    CAST(date_trunc('hour', occurred_at) + to_minutes($utc_offset_minutes) AS DATE) AS occurred_on,
    platform,
    count(*) AS count_events,
    min(occurred_at) AS first_event_at,
    max(occurred_at) AS last_event_at
FROM new_events
GROUP BY date_trunc('hour', occurred_at), platform
