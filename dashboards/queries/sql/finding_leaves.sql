-- one row per combination of everything that slices tell apart: failed attempts of the days told of and of those before
SELECT
    platform, cause_category, cause, signature_id, channel, region, app_version, os, bank,
    count(*) FILTER (requested_on BETWEEN $current_from AND $current_to) AS count_current,
    count(*) FILTER (requested_on BETWEEN $previous_from AND $previous_to) AS count_previous
FROM failures
WHERE requested_on BETWEEN $current_from AND $current_to OR requested_on BETWEEN $previous_from AND $previous_to
GROUP BY ALL
ORDER BY ALL
