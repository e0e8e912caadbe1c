-- one row per platform, cause, preparation (null after later failures of a case) and band of hours in which waits end: with
-- the next request, at as_of or at the horizon. A band is an octave: they begin at 0, 1/16, 1/8, 1/4 ... hours
WITH timed AS (
    SELECT
        platform, cause, prepared, next_outcome,
        coalesce(wait_milliseconds, greatest(date_diff('millisecond', failed_at, $as_of), 0)) / 3600000.0 AS hours
    FROM failure_waits
),
watched AS (
    SELECT
        platform, cause, prepared, least(hours, $horizon_hours) AS hours,
        CASE WHEN hours < $horizon_hours THEN next_outcome END AS next_outcome
    FROM timed
)
SELECT
    platform, cause, prepared, CAST(floor(log2(greatest(hours, 0.03125) * 32)) AS INTEGER) AS band,
    count(*) AS count_waits, sum(hours) AS hours,
    count(*) FILTER (next_outcome = 'succeeded') AS count_succeeded,
    count(*) FILTER (next_outcome IN ('succeeded', 'failed')) AS count_decided
FROM watched
GROUP BY ALL
ORDER BY ALL
