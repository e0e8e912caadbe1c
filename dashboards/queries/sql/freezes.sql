-- one row per freeze of money in a case with a failure: its amount, and its end, if it has one
SELECT
    first_requested_on, first_cause, wallet_key, case_number, occurred_at AS frozen_at, ended_at, is_released,
    amount, currency
FROM consequences
WHERE consequence = 'funds_frozen'
