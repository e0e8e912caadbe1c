-- one row per failure: what it was by, how long until the next step of its case, and what was frozen upon it, as far as that
-- does not depend on as_of; days that changed
WITH failing AS (
    SELECT
        first_requested_on, wallet_key, case_number, last_event_at,
        coalesce(resolved_at, withdrawn_at, CASE WHEN is_followed THEN last_event_at END) AS settled_at
    FROM case_facts
    SEMI JOIN changed_case_days USING (first_requested_on)
    WHERE count_failures > 0
),
stepped AS (
    SELECT
        f.first_requested_on, f.last_event_at, f.settled_at,
        a.wallet_key, a.case_number, a.attempt_number, a.platform, a.requested_on, a.outcome, a.decided_at,
        a.cause_category, a.cause, a.policy_clause, a.other_causes,
        lead(a.requested_at) OVER in_case AS next_requested_at,
        lead(a.decided_at) OVER in_case AS next_decided_at
    FROM attempts a
    JOIN failing f ON f.wallet_key = a.wallet_key AND f.case_number = a.case_number
    WINDOW in_case AS (PARTITION BY a.wallet_key, a.case_number ORDER BY a.attempt_number)
),
failed AS (SELECT * FROM stepped WHERE outcome = 'failed'),
-- a freeze belongs to the failure before it
frozen AS (
    SELECT
        f.wallet_key, f.case_number, f.attempt_number,
        sum(c.amount) AS frozen_amount, min(c.currency) AS currency, max(c.currency) AS another_currency
    FROM failed f
    JOIN consequences c ON c.wallet_key = f.wallet_key AND c.case_number = f.case_number
        AND c.occurred_at >= f.decided_at AND coalesce(c.occurred_at < f.next_decided_at, true)
    WHERE c.consequence = 'funds_frozen'
    GROUP BY f.wallet_key, f.case_number, f.attempt_number
)
SELECT
    f.first_requested_on, f.requested_on, f.platform, f.wallet_key, f.case_number, f.attempt_number,
    f.cause_category, f.cause, f.policy_clause,
    CASE WHEN len(f.other_causes) > 0 THEN f.other_causes END AS other_causes,
    f.decided_at,
    f.next_requested_at IS NOT NULL AS is_followed,
    -- who asks anew before the decision is there does not wait; greatest() would take a missing end for 0
    CASE WHEN coalesce(f.next_requested_at, f.settled_at) IS NOT NULL THEN
        greatest(date_diff('millisecond', f.decided_at, coalesce(f.next_requested_at, f.settled_at)), 0)
    END AS settled_milliseconds,
    CASE WHEN f.next_requested_at IS NULL AND f.settled_at IS NULL THEN f.last_event_at END AS unsettled_at,
    CASE WHEN z.currency = z.another_currency THEN z.frozen_amount END AS frozen_amount,
    CASE WHEN z.currency = z.another_currency THEN z.currency END AS currency
FROM failed f
LEFT JOIN frozen z ON z.wallet_key = f.wallet_key AND z.case_number = f.case_number AND z.attempt_number = f.attempt_number
ORDER BY f.first_requested_on, f.wallet_key, f.case_number, f.attempt_number
