-- one row per component, per bank, per release and per error code: technical faults, and all decided attempts
WITH counted AS (
    SELECT
        component, bank, release, error_code,
        outcome = 'failed' AND cause_category = 'technical_fault' AS is_fault
    FROM attempts
    WHERE outcome NOT IN ('open', 'withdrawn')
)
SELECT
    CASE
        WHEN grouping(component) = 0 THEN 'component'
        WHEN grouping(bank) = 0 THEN 'bank'
        WHEN grouping(release) = 0 THEN 'release'
        ELSE 'error_code'
    END AS dimension,
    coalesce(component, bank, release, error_code) AS value,
    count(*) FILTER (is_fault) AS count_failures,
    count(*) AS count_decided
FROM counted
GROUP BY GROUPING SETS ((component), (bank), (release), (error_code))
HAVING coalesce(component, bank, release, error_code) IS NOT NULL AND count(*) FILTER (is_fault) > 0
ORDER BY dimension, count_failures DESC, value
