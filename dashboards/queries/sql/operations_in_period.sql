-- one row per release, configuration or policy change, or maintenance
SELECT occurred_at + to_minutes($utc_offset_minutes) AS occurred_at_local, platform, kind, label
FROM operations
ORDER BY occurred_at, platform, kind
