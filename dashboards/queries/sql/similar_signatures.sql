-- one row per signature whose message is like one of the chosen ones: pairs of characters shared / of either
WITH texts AS (
    SELECT signature_id, left(lower(coalesce(template, error_code)), $longest) AS text
    FROM signatures
    WHERE count_failures > 0
),
spelled AS (
    SELECT signature_id, list_distinct(list_transform(range(1, greatest(length(text), 2)), lambda place: substr(text, place, 2))) AS pairs
    FROM texts
    WHERE text <> ''
),
sized AS (SELECT signature_id, len(pairs) AS count_pairs, unnest(pairs) AS pair FROM spelled),
chosen AS (SELECT * FROM sized WHERE signature_id IN (SELECT unnest($signatures))),
shared AS (
    SELECT o.signature_id, c.signature_id AS like_id, c.count_pairs + o.count_pairs AS count_both, count(*) AS count_shared
    FROM chosen c
    JOIN sized o ON o.pair = c.pair
    WHERE o.signature_id NOT IN (SELECT unnest($signatures))
    GROUP BY ALL
),
compared AS (
    SELECT signature_id, max(count_shared / (count_both - count_shared)) AS similarity FROM shared GROUP BY signature_id
)
SELECT
    c.similarity, s.signature_id, s.error_code, s.template, s.cause_category, s.cause, s.decided_by, s.confidence,
    s.count_failures
FROM compared c
JOIN signatures s ON s.signature_id = c.signature_id
WHERE c.similarity >= $least
ORDER BY c.similarity DESC, s.count_failures DESC, s.signature_id
LIMIT $most
