-- one row per open case whose promise has not passed, those nearest to it first: where it stands on the working-day clock
WITH calendar AS (
    SELECT
        CAST(unnest($calendar_on) AS DATE) AS day_on,
        unnest($calendar_working) AS is_working,
        CAST(unnest($calendar_before) AS BIGINT) * 86400000 AS milliseconds_before
),
promises AS (
    SELECT unnest($promise_platforms) AS platform, unnest($promise_days) AS promised_days
),
waiting AS (
    SELECT
        first_requested_on, platform, first_cause, wallet_key, case_number, first_requested_at, first_failed_at,
        first_requested_at + to_minutes($utc_offset_minutes) AS first_requested_at_local
    FROM resolution_times
    WHERE end_kind = 'open'
),
aged AS (
    SELECT
        w.*, coalesce(p.promised_days, $default_days) AS promised_days,
        (c.milliseconds_before + CASE WHEN c.is_working THEN epoch_ms(w.first_requested_at_local) % 86400000 ELSE 0 END)
            / 86400000.0 AS clock_at_request
    FROM waiting w
    JOIN calendar c ON c.day_on = CAST(w.first_requested_at_local AS DATE)
    LEFT JOIN promises p ON p.platform = w.platform
),
nearest AS (
    SELECT *, $clock_now - clock_at_request AS working_days
    FROM aged
    WHERE $clock_now - clock_at_request < promised_days
    ORDER BY promised_days - working_days, wallet_key, case_number
    LIMIT $count_rows
)
SELECT
    f.case_id, n.platform, n.first_cause AS cause, n.first_requested_at_local, n.working_days, n.promised_days,
    n.promised_days - n.working_days AS days_left, n.clock_at_request
FROM nearest n
JOIN marts.case_facts f
    ON f.wallet_key = n.wallet_key AND f.case_number = n.case_number AND f.first_requested_on = n.first_requested_on
ORDER BY days_left, n.wallet_key, n.case_number
