-- one row per day of the first request, platform, list of causes and currency of a frozen amount: cases; days that changed
WITH told AS (
    SELECT
        c.*,
        CASE WHEN NOT has_currencies THEN c.frozen_amount END AS amount,
        c.frozen_since IS NOT NULL AND coalesce(c.resolved_at <= c.frozen_since, true) AS is_frozen_now
    FROM case_facts c
    SEMI JOIN changed_case_days USING (first_requested_on)
)
SELECT
    first_requested_on, platform,
    CASE WHEN count_failures > 0 THEN hash(causes) END AS causes_key,
    causes,
    CASE WHEN amount IS NOT NULL THEN currency END AS currency,
    count(*) AS count_cases,
    count(amount) AS count_frozen,
    count(CASE WHEN is_frozen_now THEN amount END) AS count_still_frozen,
    sum(amount) AS frozen_amount,
    sum(CASE WHEN is_frozen_now THEN amount END) AS still_frozen_amount
FROM told
GROUP BY ALL
ORDER BY first_requested_on, platform, causes_key, currency
