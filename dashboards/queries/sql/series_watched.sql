-- one row: the series of failures that are watched on the chosen platforms, and those judged in their newest hour
WITH newest AS (
    SELECT series, max("at") AS newest_at, arg_max(expected IS NOT NULL, "at") AS is_judged
    FROM judged_hours
    WHERE len($platforms) = 0 OR platform IN (SELECT unnest($platforms))
    GROUP BY series
)
SELECT
    count(*) AS count_series,
    count(*) FILTER (is_judged) AS count_judged,
    max(newest_at) + to_minutes($utc_offset_minutes) AS newest_at_local
FROM newest
