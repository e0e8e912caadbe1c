-- one row per day of request, platform, outcome and cause (of failed ones); days that changed
SELECT
    requested_on, platform, cause_category, cause, outcome,
    count(*) AS count_attempts
FROM attempts
SEMI JOIN changed_days USING (requested_on)
GROUP BY requested_on, platform, cause_category, cause, outcome
ORDER BY requested_on, platform, outcome, cause
