-- one row per list of causes that cases show, in the order of their failures
WITH lists AS (
    SELECT causes_key, any_value(causes) AS causes
    FROM cases_daily
    WHERE causes_key IS NOT NULL
    GROUP BY causes_key
),
members AS (SELECT causes_key, unnest(causes) AS cause FROM lists),
named AS (
    SELECT
        m.causes_key,
        list_sort(list_distinct(list(m.cause))) AS distinct_causes,
        list_sort(list_distinct(list(c.cause_category))) AS cause_categories
    FROM members m
    JOIN causes c ON c.cause = m.cause
    GROUP BY m.causes_key
)
SELECT l.causes_key, l.causes, n.distinct_causes, n.cause_categories
FROM lists l
JOIN named n ON n.causes_key = l.causes_key
ORDER BY l.causes_key
