-- one row per marker of a platform in the two days before a spike, the nearest first
SELECT kind || ': ' || label AS marker
FROM operations
WHERE platform = $platform AND occurred_at <= $started_at AND occurred_at >= $started_at - INTERVAL 48 HOUR
ORDER BY occurred_at DESC, event_id
