-- one row per case with such a failure: the causes of all its failures, in their order
SELECT
    wallet_key, case_number,
    list(cause ORDER BY attempt_number) AS causes,
    list(cause_category ORDER BY attempt_number) AS cause_categories
FROM attempts
SEMI JOIN recaused USING (wallet_key, case_number)
WHERE outcome = 'failed'
GROUP BY wallet_key, case_number
