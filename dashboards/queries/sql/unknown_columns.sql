-- one row per source and column or key that no column of ours is mapped to
WITH seen AS (
    SELECT
        source, first_event_at, last_event_at,
        unnest(map_entries(CAST(CAST(drift AS JSON) AS MAP(VARCHAR, BIGINT)))) AS found
    FROM batches
)
SELECT
    source,
    found.key AS unknown_column,
    sum(found.value)::BIGINT AS count_rows,
    count(*) AS count_files,
    min(first_event_at) + to_minutes($utc_offset_minutes) AS first_event_at_local,
    max(last_event_at) + to_minutes($utc_offset_minutes) AS last_event_at_local
FROM seen
GROUP BY source, unknown_column
ORDER BY count_rows DESC, source, unknown_column
