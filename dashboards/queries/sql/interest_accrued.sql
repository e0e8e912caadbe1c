-- one row per first cause of a case with a failure and currency: interest accrued, its cases, the sum of their squared
-- interest, the most of one case
WITH per_case AS (
    SELECT first_cause, currency, wallet_key, case_number, sum(amount)::DOUBLE AS amount
    FROM consequences
    WHERE consequence = 'interest_accrued' AND amount IS NOT NULL
    GROUP BY first_cause, currency, wallet_key, case_number
)
SELECT
    first_cause, currency, sum(amount) AS interest_amount, count(*) AS count_cases, sum(amount * amount) AS square_amount,
    max(amount) AS most_amount
FROM per_case
GROUP BY first_cause, currency
ORDER BY first_cause, currency
