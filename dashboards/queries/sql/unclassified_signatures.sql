-- one row per code and message template without a cause, the most failures first
WITH counted AS (
    SELECT signature_id, sum(count_failures)::BIGINT AS count_failures, list(DISTINCT platform ORDER BY platform) AS platforms
    FROM signatures_daily
    WHERE signature_id IN (SELECT s.signature_id FROM signatures s WHERE s.cause = 'unclassified')
    GROUP BY signature_id
)
SELECT
    s.error_code, s.template, c.count_failures, c.platforms,
    s.first_seen_at + to_minutes($utc_offset_minutes) AS first_seen_at_local,
    s.last_seen_at + to_minutes($utc_offset_minutes) AS last_seen_at_local,
    s.signature_id
FROM counted c
JOIN signatures s ON s.signature_id = c.signature_id
ORDER BY c.count_failures DESC, s.signature_id
LIMIT $count_rows
