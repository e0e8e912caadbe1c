-- one row per judged hour of one series, in order of time
SELECT
    "at" + to_minutes($utc_offset_minutes) AS at_local,
    observed, exposure, expected, upper, p_value, is_spike
FROM judged_hours
WHERE series = $series AND "at" >= $first_at AND "at" < $until_at
ORDER BY "at"
