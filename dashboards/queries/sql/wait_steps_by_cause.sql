-- one row per step, platform, cause, and bands of hours in which the step was first taken and in which the wait ended: waits
-- with that step. Bands, horizon and ends are those of waits_by_cause
WITH timed AS (
    SELECT
        step, platform, cause, next_outcome, step_milliseconds / 3600000.0 AS from_hours,
        coalesce(wait_milliseconds, greatest(date_diff('millisecond', failed_at, $as_of), 0)) / 3600000.0 AS hours
    FROM wait_steps
),
watched AS (
    SELECT
        step, platform, cause, from_hours, least(hours, $horizon_hours) AS hours,
        CASE WHEN hours < $horizon_hours THEN next_outcome END AS next_outcome
    FROM timed
    WHERE from_hours < $horizon_hours
)
SELECT
    step, platform, cause,
    CAST(floor(log2(greatest(from_hours, 0.03125) * 32)) AS INTEGER) AS from_band,
    CAST(floor(log2(greatest(hours, 0.03125) * 32)) AS INTEGER) AS band,
    count(*) AS count_waits, sum(from_hours) AS from_hours, sum(hours) AS hours,
    count(*) FILTER (next_outcome = 'succeeded') AS count_succeeded,
    count(*) FILTER (next_outcome IN ('succeeded', 'failed')) AS count_decided
FROM watched
GROUP BY ALL
ORDER BY ALL
