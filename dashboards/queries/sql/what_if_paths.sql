-- one row per way in which cases met the lifted rules: what they failed on, for how long, what came after, and how many did
WITH passing AS (
    -- what comes with an attempt and its hour, not with the wallet: it blocks nobody for good and stands behind no rule
    SELECT cause FROM causes
    WHERE cause IN ('unclassified', 'pp_operating_window') OR (cause_category = 'technical_fault' AND advice = 'retry')
),
-- a failure that quotes no clause is by that which the ledger has for its cause on its platform
unquoted AS (
    SELECT platform, unnest(causes) AS cause FROM policies
    WHERE platform || ':' || policy_clause IN (SELECT unnest($rule_clauses))
),
begun AS (SELECT * FROM failure_step_facts WHERE first_requested_on BETWEEN $from AND $to),
lifted AS (
    SELECT wallet_key, case_number, attempt_number
    FROM begun
    WHERE cause IN (SELECT unnest($rule_causes))
        OR (policy_clause IS NULL AND (platform, cause) IN (FROM unquoted))
        OR (policy_clause IN (SELECT unnest($clauses))
            AND platform || ':' || policy_clause IN (SELECT unnest($rule_clauses)))
),
hit AS (
    SELECT wallet_key, case_number, end_kind, first_failed_at + to_milliseconds(round(hours_observed * 3600000)) AS ended_at
    FROM failed_cases
    SEMI JOIN lifted USING (wallet_key, case_number)
),
told AS (
    SELECT
        s.wallet_key, s.case_number, s.attempt_number, s.decided_at, s.cause, s.frozen_amount, s.currency,
        h.end_kind, h.ended_at,
        l.attempt_number IS NOT NULL AS is_lifted,
        l.attempt_number IS NULL AND p.cause IS NULL AS is_other,
        l.attempt_number IS NOT NULL
            AND coalesce(len(list_filter(s.other_causes, lambda one: NOT list_contains(u.causes, one))) > 0, false)
            AS is_named
    FROM begun s
    JOIN hit h ON h.wallet_key = s.wallet_key AND h.case_number = s.case_number
    LEFT JOIN lifted l
        ON l.wallet_key = s.wallet_key AND l.case_number = s.case_number AND l.attempt_number = s.attempt_number
    LEFT JOIN passing p ON p.cause = s.cause
    CROSS JOIN (SELECT list_concat($rule_causes, list(cause)) AS causes FROM passing) u
),
-- a stretch begins with the failure by another blocker and lasts up to the next one
placed AS (
    SELECT
        *,
        sum(CASE WHEN is_other THEN 1 ELSE 0 END) OVER in_case AS stretch,
        row_number() OVER in_case AS place
    FROM told
    WINDOW in_case AS (PARTITION BY wallet_key, case_number ORDER BY attempt_number)
),
stretches AS (
    SELECT
        wallet_key, case_number, stretch, end_kind, ended_at,
        min(decided_at) AS begun_at,
        min(CASE WHEN is_other THEN cause END) AS begun_by,
        min(CASE WHEN is_lifted THEN decided_at END) AS blocked_at,
        max(place) AS last_place,
        max(place) - min(CASE WHEN is_lifted THEN place END) + 1 AS count_blocked,
        count(CASE WHEN is_lifted THEN 1 END) AS count_by_rule,
        max(CASE WHEN is_named THEN 1 ELSE 0 END) AS is_named,
        sum(CASE WHEN is_lifted THEN frozen_amount END) AS frozen_amount,
        min(CASE WHEN is_lifted THEN currency END) AS currency
    FROM placed
    GROUP BY wallet_key, case_number, stretch, end_kind, ended_at
),
passed AS (
    SELECT
        *,
        lead(begun_by) OVER in_case AS next_cause,
        coalesce(lead(begun_at) OVER in_case, CASE WHEN end_kind = 'succeeded' THEN ended_at END) AS passed_at,
        stretch = max(CASE WHEN blocked_at IS NOT NULL THEN stretch END) OVER whole_case AS is_last,
        max(last_place) OVER whole_case - last_place AS count_after
    FROM stretches
    WINDOW
        in_case AS (PARTITION BY wallet_key, case_number ORDER BY stretch),
        whole_case AS (
            PARTITION BY wallet_key, case_number ORDER BY stretch
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        )
),
measured AS (
    SELECT
        *,
        date_diff('millisecond', blocked_at, coalesce(passed_at, ended_at)) / 86400000.0 AS days_blocked,
        date_diff('millisecond', passed_at, ended_at) / 86400000.0 AS days_after
    FROM passed
    WHERE blocked_at IS NOT NULL
),
journeys AS (
    SELECT
        max(CASE
            WHEN NOT is_last THEN NULL
            WHEN passed_at IS NULL THEN end_kind
            WHEN next_cause IS NULL THEN 'alone'
            ELSE 'behind'
        END) AS met,
        max(CASE WHEN is_last THEN next_cause END) AS next_cause,
        max(end_kind) = 'succeeded' AS is_resolved,
        max(CASE WHEN is_last THEN is_named END) = 1 AS is_named,
        CAST(sum(count_by_rule) AS BIGINT) AS count_by_rule,
        CAST(sum(CASE WHEN passed_at IS NOT NULL THEN count_blocked ELSE 0 END) AS BIGINT) AS count_passed,
        CAST(sum(CASE WHEN passed_at IS NULL THEN count_blocked ELSE 0 END) AS BIGINT) AS count_stuck,
        CAST(max(CASE WHEN is_last AND passed_at IS NOT NULL THEN count_after ELSE 0 END) AS BIGINT) AS count_after,
        sum(CASE WHEN passed_at IS NOT NULL THEN days_blocked ELSE 0 END) AS days_passed,
        sum(CASE WHEN passed_at IS NULL THEN days_blocked ELSE 0 END) AS days_stuck,
        coalesce(max(CASE WHEN is_last THEN days_after END), 0) AS days_after,
        CASE WHEN min(currency) = max(currency) THEN sum(frozen_amount) END AS frozen_amount,
        CASE WHEN min(currency) = max(currency) THEN min(currency) END AS currency
    FROM measured
    GROUP BY wallet_key, case_number
)
SELECT
    met, next_cause, is_resolved, is_named, count_by_rule, count_passed, count_stuck, count_after, currency,
    count(*) AS count_cases,
    -- sums over cases that are alike: days and money in classes of a fifth, so that few rows carry all of the spread
    sum(days_passed) AS days_passed,
    sum(days_stuck) AS days_stuck,
    sum(days_after) AS days_after,
    CAST(sum(frozen_amount) AS DOUBLE) AS frozen_amount
FROM journeys
GROUP BY
    met, next_cause, is_resolved, is_named, count_by_rule, count_passed, count_stuck, count_after, currency,
    round(4 * log2(1 + days_passed)), round(4 * log2(1 + days_stuck)), round(4 * log2(1 + coalesce(frozen_amount, 0)))
ORDER BY ALL
