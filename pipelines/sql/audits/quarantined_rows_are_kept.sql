-- one row per new batch whose quarantined rows are not all in the quarantine
WITH kept AS (
    SELECT batch_id, count(*) AS count_rows FROM batch_refused GROUP BY batch_id
)
SELECT b.batch_id, b.rows_quarantined, coalesce(k.count_rows, 0) AS count_rows
FROM new_batches b
LEFT JOIN kept k ON k.batch_id = b.batch_id
WHERE b.rows_quarantined <> coalesce(k.count_rows, 0)
