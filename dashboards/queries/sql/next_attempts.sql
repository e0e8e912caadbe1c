-- one row per platform, cause of a failure, number of the attempt after it and wait before that attempt (both null: none
-- was made yet): failures, and how the attempt was decided
SELECT
    platform, cause,
    CASE WHEN next_outcome IS NOT NULL THEN least(attempt_number + 1, $most) END AS attempt_number,
    CASE
        WHEN next_outcome IS NULL THEN NULL
        WHEN wait_milliseconds < 900000 THEN 0
        WHEN wait_milliseconds < 3600000 THEN 1
        WHEN wait_milliseconds < 21600000 THEN 2
        WHEN wait_milliseconds < 86400000 THEN 3
        WHEN wait_milliseconds < 259200000 THEN 4
        WHEN wait_milliseconds < 604800000 THEN 5
        WHEN wait_milliseconds < 2592000000 THEN 6
        ELSE 7
    END AS wait,
    count(*) AS count_failures,
    count(*) FILTER (next_outcome = 'succeeded') AS count_succeeded,
    count(*) FILTER (next_outcome IN ('succeeded', 'failed')) AS count_decided,
    count(*) FILTER (next_outcome = 'withdrawn') AS count_withdrawn,
    count(*) FILTER (next_outcome = 'open') AS count_open
FROM failure_waits
GROUP BY ALL
ORDER BY ALL
