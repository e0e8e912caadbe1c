-- one row per consequence event of a case with a failure; a freeze carries its end, if it has one; days that changed
WITH failed AS (
    SELECT
        first_requested_on, platform, hash(causes) AS causes_key, causes[1] AS first_cause, wallet_key, case_number,
        first_failed_at, resolved_at
    FROM case_facts
    SEMI JOIN changed_case_days USING (first_requested_on)
    WHERE count_failures > 0
),
recorded AS (
    SELECT wallet_key, case_number, substr(event_type, 13) AS consequence, occurred_at, amount, currency
    FROM case_moments
    WHERE starts_with(event_type, 'consequence.')
),
happened AS (
    SELECT
        f.*, r.consequence, r.occurred_at, r.amount, r.currency,
        row_number() OVER (
            PARTITION BY r.wallet_key, r.case_number ORDER BY r.occurred_at, r.consequence, r.amount
        ) AS place_in_case,
        -- of its kind in its case, from 1: 2n - 1 adds up to the square of their number, with no grouping by case
        row_number() OVER (
            PARTITION BY r.wallet_key, r.case_number, r.consequence ORDER BY r.occurred_at, r.amount
        ) AS place_in_kind,
        min(CASE WHEN r.consequence = 'funds_released' THEN r.occurred_at END) OVER (
            PARTITION BY r.wallet_key, r.case_number ORDER BY r.occurred_at, r.consequence, r.amount
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS released_at
    FROM failed f
    JOIN recorded r ON r.wallet_key = f.wallet_key AND r.case_number = f.case_number
)
SELECT
    first_requested_on, platform, causes_key, first_cause, wallet_key, case_number, first_failed_at,
    consequence, occurred_at, place_in_case, place_in_kind, amount, currency,
    -- closing a wallet ends a freeze that no release ends, unless the freeze came after it
    CASE WHEN consequence = 'funds_frozen' THEN
        coalesce(released_at, CASE WHEN resolved_at > occurred_at THEN resolved_at END)
    END AS ended_at,
    consequence = 'funds_frozen' AND released_at IS NOT NULL AS is_released
FROM happened
ORDER BY first_requested_on, platform, consequence
