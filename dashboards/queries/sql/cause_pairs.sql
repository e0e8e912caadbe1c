-- one row per two causes that failed in the same case, and per cause with itself: the cases that show both
WITH sets AS (
    SELECT
        CASE WHEN count_failures = 1 THEN causes ELSE list_sort(list_distinct(causes)) END AS causes,
        count(*) AS count_cases
    FROM cases
    WHERE count_failures > 0
    GROUP BY ALL
),
members AS (SELECT unnest(causes) AS cause, causes, count_cases FROM sets),
pairs AS (SELECT cause, unnest(causes) AS other_cause, count_cases FROM members)
SELECT cause, other_cause, sum(count_cases)::BIGINT AS count_cases
FROM pairs
WHERE cause <= other_cause
GROUP BY cause, other_cause
ORDER BY count_cases DESC, cause, other_cause
