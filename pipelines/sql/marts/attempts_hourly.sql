-- one row per hour of request (UTC), platform, outcome and cause (of failed ones); days that changed
SELECT
    requested_on,
    date_trunc('hour', requested_at) AS requested_at_hour,
    platform, cause_category, cause, outcome,
    count(*) AS count_attempts
FROM attempts
SEMI JOIN changed_days USING (requested_on)
GROUP BY requested_on, date_trunc('hour', requested_at), platform, cause_category, cause, outcome
ORDER BY requested_at_hour, platform, outcome, cause
