-- one row per part of a comparison and consequence (any: all of them), and of what is shown also by first cause and, counting
-- only the first days after a case's first failure, by week of the first request: events, cases, squared events per case
WITH counted AS (
    SELECT
        first_requested_on BETWEEN $shown_from AND $shown_to AS is_shown,
        first_requested_on BETWEEN $current_from AND $current_to AS is_current,
        -- the cases before, as they stood when they were as old as the current ones are now
        first_requested_on BETWEEN $previous_from AND $previous_to AND occurred_at <= $previous_seen_at AS is_previous,
        date_trunc('week', first_requested_on)::DATE AS week_on, first_cause, consequence,
        occurred_at <= first_failed_at + to_days($within_days) AS is_early,
        count(*) AS count_events,
        count(*) FILTER (place_in_kind = 1) AS count_cases,
        sum(2 * place_in_kind - 1) AS square_events,
        max(place_in_kind) AS most_events,
        count(*) FILTER (place_in_case = 1) AS count_cases_any,
        sum(2 * place_in_case - 1) AS square_events_any,
        max(place_in_case) AS most_events_any
    FROM consequences
    GROUP BY ALL
),
told AS (
    SELECT * EXCLUDE (count_cases_any, square_events_any, most_events_any) FROM counted
    UNION ALL BY NAME
    SELECT
        * EXCLUDE (count_cases_any, square_events_any, most_events_any)
            REPLACE (
                'any' AS consequence, count_cases_any AS count_cases, square_events_any AS square_events,
                most_events_any AS most_events
            )
    FROM counted
),
parts AS (
    SELECT 'shown' AS part, first_cause, NULL AS week_on, * EXCLUDE (first_cause, week_on) FROM told WHERE is_shown
    UNION ALL SELECT 'shown', NULL, NULL, * EXCLUDE (first_cause, week_on) FROM told WHERE is_shown
    UNION ALL SELECT 'current', NULL, NULL, * EXCLUDE (first_cause, week_on) FROM told WHERE is_current
    UNION ALL SELECT 'previous', NULL, NULL, * EXCLUDE (first_cause, week_on) FROM told WHERE is_previous
    UNION ALL SELECT 'shown', NULL, week_on, * EXCLUDE (first_cause, week_on) FROM told WHERE is_shown AND is_early
)
SELECT
    part, consequence, first_cause, week_on, sum(count_events)::BIGINT AS count_events,
    sum(count_cases)::BIGINT AS count_cases, sum(square_events)::BIGINT AS square_events,
    max(most_events)::BIGINT AS most_events
FROM parts
GROUP BY part, consequence, first_cause, week_on
ORDER BY part, consequence, first_cause, week_on
