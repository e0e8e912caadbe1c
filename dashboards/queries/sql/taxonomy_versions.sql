-- one row per published version of the taxonomy, the newest first
SELECT
    taxonomy_version,
    applied_at + to_minutes($utc_offset_minutes) AS applied_at_local,
    count_signatures, count_failures_moved
FROM taxonomy_versions
ORDER BY applied_at DESC, taxonomy_version
