-- one row or more per day of the first request, platform, list of causes, response and end, as of the newest event: cases
SELECT
    first_requested_on, platform, causes_key, first_cause_category, response,
    CASE
        WHEN settled_kind IS NOT NULL THEN settled_kind
        WHEN date_diff('millisecond', unsettled_at, $as_of) / 86400000.0 > $silence_days THEN 'abandoned'
        ELSE 'open'
    END AS end_kind,
    count_cases, count_helped
FROM journey_facts
