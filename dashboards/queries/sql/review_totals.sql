-- one row: failures and signatures, those without a cause, with a confidence below $below, and decided by a person
WITH counted AS (
    SELECT signature_id, sum(count_failures) AS count_failures FROM signatures_daily GROUP BY signature_id
),
judged AS (
    SELECT
        c.count_failures,
        s.cause = 'unclassified' AS is_unclassified,
        s.cause <> 'unclassified' AND s.confidence < $below AS is_doubtful,
        starts_with(s.decided_by, 'review:') AS is_reviewed
    FROM counted c
    JOIN signatures s ON s.signature_id = c.signature_id
)
SELECT
    coalesce(sum(count_failures), 0)::BIGINT AS count_failures,
    coalesce(sum(count_failures) FILTER (is_unclassified), 0)::BIGINT AS count_unclassified,
    coalesce(sum(count_failures) FILTER (is_doubtful), 0)::BIGINT AS count_doubtful,
    coalesce(sum(count_failures) FILTER (is_reviewed), 0)::BIGINT AS count_reviewed,
    count(*) AS count_signatures,
    count(*) FILTER (is_unclassified) AS signatures_unclassified,
    count(*) FILTER (is_doubtful) AS signatures_doubtful,
    count(*) FILTER (is_reviewed) AS signatures_reviewed
FROM judged
