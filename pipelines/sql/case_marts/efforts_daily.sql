-- one row per day of the first request, platform, list of causes and what cases took to get on: cases with a failure; days
-- that changed
SELECT
    first_requested_on, platform, hash(causes) AS causes_key, causes[1] AS first_cause,
    count_attempts, count_documents_requested, count_reviews_repeated, count_help_contacts,
    count(*) AS count_cases
FROM case_facts
SEMI JOIN changed_case_days USING (first_requested_on)
WHERE count_failures > 0
GROUP BY ALL
ORDER BY first_requested_on, platform, causes_key
