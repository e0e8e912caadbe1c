-- one row per day whose consequences, or efforts, of cases with a failure are not those that the cases themselves tell
WITH told AS (
    SELECT
        first_requested_on,
        count(*) AS count_cases,
        sum(count_attempts) AS count_attempts,
        sum(count_credit_reports) AS count_credit_reports,
        sum(count_legal_actions) AS count_legal_actions,
        sum(count_documents_requested + count_reviews_repeated) AS count_repeated
    FROM case_facts
    WHERE count_failures > 0
    GROUP BY first_requested_on
),
singly AS (
    SELECT
        first_requested_on,
        count(CASE WHEN consequence = 'credit_reported' THEN 1 END) AS count_credit_reports,
        count(CASE WHEN consequence = 'legal_action_opened' THEN 1 END) AS count_legal_actions,
        count(CASE WHEN consequence IN ('documents_requested', 'review_repeated') THEN 1 END) AS count_repeated
    FROM consequences
    GROUP BY first_requested_on
),
daily AS (
    SELECT first_requested_on, sum(count_cases) AS count_cases, sum(count_cases * count_attempts) AS count_attempts
    FROM efforts_daily
    GROUP BY first_requested_on
)
SELECT first_requested_on, t.count_cases, d.count_cases AS in_daily, t.count_repeated, s.count_repeated AS in_singly
FROM told t
FULL JOIN singly s USING (first_requested_on)
FULL JOIN daily d USING (first_requested_on)
WHERE t.count_cases IS DISTINCT FROM d.count_cases
    OR t.count_attempts IS DISTINCT FROM d.count_attempts
    OR t.count_credit_reports IS DISTINCT FROM coalesce(s.count_credit_reports, 0)
    OR t.count_legal_actions IS DISTINCT FROM coalesce(s.count_legal_actions, 0)
    OR t.count_repeated IS DISTINCT FROM coalesce(s.count_repeated, 0)
