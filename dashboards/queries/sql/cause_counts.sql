-- one row per platform, cause category, sub-cause and outcome of decided attempts: in the period, its finished days, before
SELECT
    platform, cause_category, cause, outcome = 'failed' AS is_failure,
    coalesce(sum(count_attempts) FILTER (requested_on BETWEEN $shown_from AND $shown_to), 0)::BIGINT AS count_shown,
    coalesce(sum(count_attempts) FILTER (requested_on BETWEEN $current_from AND $current_to), 0)::BIGINT AS count_current,
    coalesce(sum(count_attempts) FILTER (requested_on BETWEEN $previous_from AND $previous_to), 0)::BIGINT AS count_previous
FROM attempts_daily
WHERE outcome NOT IN ('open', 'withdrawn')
GROUP BY ALL
ORDER BY platform, cause_category, cause, is_failure
