-- one row per hour of the newest two weeks: technical faults seen and expected, of all causes that were judged in it
SELECT
    "at" + to_minutes($utc_offset_minutes) AS at_local,
    sum(observed)::BIGINT AS count_failures,
    sum(expected) AS expected,
    bool_or(is_spike) AS is_spike
FROM judged_hours
WHERE cause IS NOT NULL
    AND expected IS NOT NULL
    AND "at" >= $first_at
    AND (len($platforms) = 0 OR platform IN (SELECT unnest($platforms)))
GROUP BY "at"
ORDER BY "at"
