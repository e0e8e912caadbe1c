-- one row per currency: money that is or was frozen in the cases that failed in a spike; none is a row without currency
WITH touched AS (
    SELECT DISTINCT wallet_key, case_number
    FROM attempts
    WHERE platform = $platform
        AND requested_at >= $first_at
        AND requested_at < $until_at
        AND outcome = 'failed'
        AND cause_category IN ('technical_fault', 'unclassified')
        AND ($cause IS NULL OR cause = $cause)
        AND ($code IS NULL OR error_code = $code)
)
SELECT f.currency, count(*) AS count_cases, count(f.frozen_amount) AS count_frozen, sum(f.frozen_amount) AS frozen_amount
FROM touched t
JOIN failed_case_facts f ON f.wallet_key = t.wallet_key AND f.case_number = t.case_number
GROUP BY f.currency
ORDER BY f.currency NULLS LAST
