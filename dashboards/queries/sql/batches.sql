-- one row per loaded file, the newest first
SELECT
    source_file, source, format, encoding,
    rows_read, rows_accepted, rows_duplicate, rows_quarantined, rows_out_of_scope,
    rows_read - rows_accepted - rows_duplicate - rows_quarantined AS rows_unaccounted,
    first_event_at + to_minutes($utc_offset_minutes) AS first_event_at_local,
    last_event_at + to_minutes($utc_offset_minutes) AS last_event_at_local,
    loaded_at + to_minutes($utc_offset_minutes) AS loaded_at_local,
    count_bytes, batch_id
FROM batches
ORDER BY loaded_at DESC, last_event_at DESC NULLS LAST, source_file, batch_id
