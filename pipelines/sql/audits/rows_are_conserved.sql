-- one row per batch whose rows read are not accepted + duplicates + quarantined
SELECT batch_id, rows_read, rows_accepted, rows_duplicate, rows_quarantined
FROM batches
WHERE rows_read <> rows_accepted + rows_duplicate + rows_quarantined
    OR least(rows_read, rows_accepted, rows_duplicate, rows_quarantined) < 0
    OR rows_out_of_scope > rows_quarantined
