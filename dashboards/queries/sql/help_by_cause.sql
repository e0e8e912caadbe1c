-- one row per cause that cases failed by: contacts after a failure by it (the sum of their squares by case, the most of one case), and the cases
WITH contacts AS (
    SELECT cause, count(*) AS count_contacts, sum(2 * place_with_cause - 1) AS squares,
        max(place_with_cause) AS most
    FROM help_contacts
    WHERE cause IS NOT NULL
    GROUP BY cause
),
lists AS (SELECT causes_key, sum(count_cases) AS count_cases FROM journeys_daily GROUP BY causes_key),
members AS (
    SELECT unnest(c.distinct_causes) AS cause, l.count_cases
    FROM lists l
    JOIN cause_lists c ON c.causes_key = l.causes_key
),
failed AS (SELECT cause, sum(count_cases) AS count_cases FROM members GROUP BY cause)
SELECT
    f.cause, c.cause_category, coalesce(n.count_contacts, 0)::BIGINT AS count_contacts,
    coalesce(n.squares, 0)::BIGINT AS squares, coalesce(n.most, 1)::BIGINT AS most, f.count_cases::BIGINT AS count_cases
FROM failed f
JOIN causes c ON c.cause = f.cause
LEFT JOIN contacts n ON n.cause = f.cause
ORDER BY f.cause
