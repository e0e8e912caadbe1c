-- one row per two causes that failed in the same case, and per cause with itself: the cases that show both
WITH lists AS (SELECT causes, count(*) AS count_cases FROM cases WHERE count_failures > 0 GROUP BY causes),
-- each cause once, in one order; lists repeat, so this is done once for each that is different
sets AS (SELECT list_sort(list_distinct(causes)) AS causes, count_cases FROM lists),
members AS (SELECT unnest(causes) AS cause, causes, count_cases FROM sets),
pairs AS (SELECT cause, unnest(causes) AS other_cause, count_cases FROM members)
SELECT cause, other_cause, sum(count_cases)::BIGINT AS count_cases
FROM pairs
WHERE cause <= other_cause
GROUP BY cause, other_cause
ORDER BY count_cases DESC, cause, other_cause
