-- one row per platform and stratum (the values of the dimensions in $mix) of cases that failed at least $within_days ago:
-- those that succeeded within so many days of the first failure, and all
SELECT
    platform,
    CASE WHEN list_contains($mix, 'cause') THEN first_cause END AS cause,
    CASE WHEN list_contains($mix, 'channel') THEN channel END AS channel,
    count(*) FILTER (
        end_kind = 'succeeded' AND observed_until <= first_failed_at + to_days($within_days)
    ) AS count_resolved,
    count(*) AS count_cases
FROM resolution_times
WHERE first_failed_at + to_days($within_days) <= $as_of
GROUP BY ALL
ORDER BY ALL
