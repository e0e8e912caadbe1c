-- one row per new batch whose accepted rows are not the lines its events come from
WITH written AS (
    SELECT batch_id, count(DISTINCT source_line) AS count_lines FROM batch_events GROUP BY batch_id
)
SELECT b.batch_id, b.rows_accepted, coalesce(w.count_lines, 0) AS count_lines
FROM new_batches b
LEFT JOIN written w ON w.batch_id = b.batch_id
WHERE b.rows_accepted <> coalesce(w.count_lines, 0)
