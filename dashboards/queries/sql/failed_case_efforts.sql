-- one row per part of a comparison and effort of a case with a failure, and of what is shown also by first cause and by week
-- of the first request (what is not told apart is NULL): cases, and what they took
WITH counted AS (
    SELECT
        first_requested_on BETWEEN $shown_from AND $shown_to AS is_shown,
        first_requested_on BETWEEN $current_from AND $current_to AS is_current,
        first_requested_on BETWEEN $previous_from AND $previous_to AS is_previous,
        date_trunc('week', first_requested_on)::DATE AS week_on, first_cause,
        $weight_attempts * count_attempts + $weight_documents * count_documents_requested
            + $weight_reviews * count_reviews_repeated + $weight_contacts * count_help_contacts AS effort,
        count_attempts - 1 AS repeats, count_help_contacts AS contacts,
        sum(count_cases) AS count_cases
    FROM efforts_daily
    GROUP BY ALL
),
parts AS (
    SELECT 'shown' AS part, * FROM counted WHERE is_shown
    UNION ALL SELECT 'current', * FROM counted WHERE is_current
    UNION ALL SELECT 'previous', * FROM counted WHERE is_previous
)
SELECT
    part, first_cause, week_on, effort,
    sum(count_cases)::BIGINT AS count_cases,
    sum(count_cases * repeats)::BIGINT AS count_repeats,
    sum(count_cases * repeats * repeats)::BIGINT AS square_repeats,
    max(repeats)::BIGINT AS most_repeats,
    coalesce(sum(count_cases) FILTER (repeats > 0), 0)::BIGINT AS cases_repeats,
    sum(count_cases * contacts)::BIGINT AS count_contacts,
    sum(count_cases * contacts * contacts)::BIGINT AS square_contacts,
    max(contacts)::BIGINT AS most_contacts,
    coalesce(sum(count_cases) FILTER (contacts > 0), 0)::BIGINT AS cases_contacts
FROM parts
GROUP BY GROUPING SETS ((part, effort), (part, first_cause, effort), (part, week_on, effort))
HAVING part = 'shown' OR (grouping(first_cause, week_on) = 3)
ORDER BY part, first_cause, week_on, effort
