-- one row per case with a failure and consequence that a message of it names or that was recorded as an event; days that
-- changed
WITH failed AS (
    SELECT
        first_requested_on, platform, hash(causes) AS causes_key, causes[1] AS first_cause, wallet_key, case_number
    FROM case_facts
    SEMI JOIN changed_case_days USING (first_requested_on)
    WHERE count_failures > 0
),
said AS (
    SELECT wallet_key, case_number, unnest(named_consequences) AS word
    FROM attempts
    WHERE outcome = 'failed' AND len(named_consequences) > 0
),
told AS (
    SELECT DISTINCT s.wallet_key, s.case_number, s.word, 1 AS is_named, 0 AS is_recorded
    FROM said s
    SEMI JOIN failed USING (wallet_key, case_number)
    UNION ALL
    SELECT DISTINCT
        m.wallet_key, m.case_number,
        CASE
            WHEN m.event_type IN ('consequence.funds_frozen', 'consequence.funds_released') THEN 'cq_fund_freeze'
            WHEN m.event_type = 'consequence.interest_accrued' THEN 'cq_interest_accrual'
            WHEN starts_with(m.event_type, 'consequence.credit_') THEN 'cq_credit_record'
            WHEN starts_with(m.event_type, 'consequence.legal_') THEN 'cq_legal_liability'
            ELSE 'cq_repeated_process'
        END AS word,
        0 AS is_named, 1 AS is_recorded
    FROM case_moments m
    SEMI JOIN failed USING (wallet_key, case_number)
    WHERE starts_with(m.event_type, 'consequence.')
)
SELECT
    f.first_requested_on, f.platform, f.causes_key, f.first_cause, f.wallet_key, f.case_number, t.word,
    max(t.is_named) = 1 AS is_named, max(t.is_recorded) = 1 AS is_recorded
FROM failed f
JOIN told t ON t.wallet_key = f.wallet_key AND t.case_number = f.case_number
GROUP BY ALL
ORDER BY f.first_requested_on, f.platform
