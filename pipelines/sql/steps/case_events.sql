-- one row per event that belongs to a case; preparation counts for the case that follows it within the stated days
WITH placed AS (
    SELECT
        t.wallet_key, t.event_key, t.occurred_at, t.kind,
        CASE
            WHEN s.has_step = 1 AND t.occurred_at >= s.first_step_at THEN s.case_number
            WHEN t.kind = 4 THEN
                CASE
                    WHEN s.has_step = 1 AND date_diff('millisecond', t.occurred_at, s.first_step_at) / 86400000.0
                        <= $preparation_days THEN s.case_number
                    WHEN s.has_step = 0 AND date_diff('millisecond', t.occurred_at, s.next_first_step_at) / 86400000.0
                        <= $preparation_days THEN s.case_number + 1
                END
            WHEN s.has_step = 1 AND s.case_number > 1 THEN s.case_number - 1
            WHEN s.has_step = 1 OR s.case_number > 0 THEN s.case_number
        END AS case_number
    FROM timeline t
    JOIN case_spans s ON s.wallet_key = t.wallet_key AND s.segment = t.segment
)
SELECT * FROM placed WHERE case_number IS NOT NULL
