-- one row per two causes that failed in the same case, and per cause with itself: the cases that show both, and all cases
WITH lists AS (SELECT causes_key, sum(count_cases) AS count_cases FROM cases_daily GROUP BY causes_key),
members AS (
    SELECT unnest(c.distinct_causes) AS cause, c.distinct_causes, l.count_cases
    FROM lists l
    JOIN cause_lists c ON c.causes_key = l.causes_key
),
pairs AS (SELECT cause, unnest(distinct_causes) AS other_cause, count_cases FROM members),
counted AS (
    SELECT cause, other_cause, sum(count_cases)::BIGINT AS count_cases
    FROM pairs
    WHERE cause <= other_cause
    GROUP BY cause, other_cause
)
SELECT
    p.cause, p.other_cause, p.count_cases,
    (SELECT sum(count_cases) FROM lists)::BIGINT AS cases_of_all,
    c.cause_category, o.cause_category AS other_category
FROM counted p
JOIN causes c ON c.cause = p.cause
JOIN causes o ON o.cause = p.other_cause
ORDER BY p.count_cases DESC, p.cause, p.other_cause
