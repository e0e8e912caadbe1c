-- one row per currency: money frozen in cases, and the part still frozen at as_of (currencies are never added)
SELECT
    currency,
    sum(frozen_amount) AS frozen_amount,
    coalesce(sum(frozen_amount) FILTER (is_frozen_now), 0) AS still_frozen_amount,
    count(*) AS count_cases,
    count(*) FILTER (is_frozen_now) AS count_still_frozen
FROM cases
WHERE frozen_amount IS NOT NULL
GROUP BY currency
ORDER BY frozen_amount DESC, currency
