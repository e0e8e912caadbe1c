-- one row per day of the first request and currency: money frozen in cases, and the part still frozen at as_of (currencies
-- are never added)
SELECT
    first_requested_on, currency,
    sum(frozen_amount) AS frozen_amount,
    coalesce(sum(still_frozen_amount), 0) AS still_frozen_amount,
    sum(count_frozen)::BIGINT AS count_cases,
    sum(count_still_frozen)::BIGINT AS count_still_frozen
FROM cases_daily
WHERE count_frozen > 0
GROUP BY first_requested_on, currency
ORDER BY first_requested_on, currency
