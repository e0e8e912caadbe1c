-- one row per day of the first request and currency
SELECT first_requested_on, currency, sum(frozen_amount) AS frozen_amount
FROM cases
WHERE frozen_amount IS NOT NULL
GROUP BY first_requested_on, currency
ORDER BY first_requested_on, currency
