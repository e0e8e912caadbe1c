-- one row per day and platform with an event of any kind
SELECT occurred_on, platform, count_events FROM events_daily ORDER BY platform, occurred_on
