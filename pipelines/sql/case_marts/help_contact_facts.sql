-- one row per contact with help: its place in the case, when it was answered, how the case went on, as far as that does
-- not depend on as_of; days that changed
WITH placed AS (
    SELECT
        *,
        CASE
            WHEN resolved_at IS NOT NULL THEN 'succeeded'
            WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
            WHEN is_followed THEN 'abandoned'
        END AS settled_kind
    FROM case_facts
    SEMI JOIN changed_case_days USING (first_requested_on)
    WHERE count_help_contacts > 0
),
asked AS (
    SELECT
        p.*, m.channel AS stated_channel, coalesce(m.channel, 'unstated') AS help_channel, m.occurred_at AS contacted_at,
        CASE p.settled_kind
            WHEN 'succeeded' THEN p.resolved_at WHEN 'withdrawn' THEN p.withdrawn_at WHEN 'abandoned' THEN p.last_event_at
        END AS settled_at
    FROM placed p
    JOIN case_moments m ON m.wallet_key = p.wallet_key AND m.case_number = p.case_number
    WHERE m.event_type = 'help.contacted'
),
numbered AS (
    SELECT
        *,
        row_number() OVER in_case AS contact_number,
        lag(help_channel) OVER in_case AS previous_channel,
        row_number() OVER (
            PARTITION BY wallet_key, case_number, help_channel ORDER BY contacted_at
        ) = 1 AS is_new_channel,
        -- whether it can tell of what came after it: the case had failed and was not settled
        coalesce(contacted_at >= first_failed_at AND (settled_at IS NULL OR contacted_at <= settled_at), false)
            AS is_while_failed
    FROM asked
    WINDOW in_case AS (PARTITION BY wallet_key, case_number ORDER BY contacted_at, help_channel)
),
-- an answer counts for every contact of the wallet before it on its channel, or on any where a channel is not stated
answered AS (
    SELECT n.wallet_key, n.case_number, n.contact_number, min(m.occurred_at) AS answered_at
    FROM numbered n
    JOIN case_moments m ON m.wallet_key = n.wallet_key AND m.occurred_at >= n.contacted_at
    WHERE m.event_type = 'help.answered' AND coalesce(m.channel = n.stated_channel, true)
    GROUP BY n.wallet_key, n.case_number, n.contact_number
),
-- the failure that it came after
caused AS (
    SELECT n.wallet_key, n.case_number, n.contact_number, max(a.attempt_number) AS attempt_number
    FROM numbered n
    JOIN attempts a ON a.wallet_key = n.wallet_key AND a.case_number = n.case_number AND a.decided_at <= n.contacted_at
    WHERE a.outcome = 'failed'
    GROUP BY n.wallet_key, n.case_number, n.contact_number
)
SELECT
    n.first_requested_on, n.platform, CASE WHEN n.count_failures > 0 THEN hash(n.causes) END AS causes_key,
    n.wallet_key, n.case_number, n.contact_number, n.help_channel, n.previous_channel, n.is_new_channel,
    t.cause,
    -- the 2n - 1 of the first k add up to k * k: squares need no grouping by case
    row_number() OVER (PARTITION BY n.wallet_key, n.case_number, t.cause ORDER BY n.contact_number) AS place_with_cause,
    n.contacted_at, a.answered_at,
    n.is_while_failed AND row_number() OVER (
        PARTITION BY n.wallet_key, n.case_number, n.is_while_failed ORDER BY n.contact_number
    ) = 1 AS is_first_while_failed,
    CASE WHEN n.is_while_failed THEN n.settled_kind END AS settled_kind,
    CASE WHEN n.is_while_failed THEN n.settled_at END AS settled_at,
    CASE WHEN n.is_while_failed AND n.settled_kind IS NULL THEN n.last_event_at END AS unsettled_at
FROM numbered n
LEFT JOIN answered a
    ON a.wallet_key = n.wallet_key AND a.case_number = n.case_number AND a.contact_number = n.contact_number
LEFT JOIN caused c
    ON c.wallet_key = n.wallet_key AND c.case_number = n.case_number AND c.contact_number = n.contact_number
LEFT JOIN attempts t
    ON t.wallet_key = c.wallet_key AND t.case_number = c.case_number AND t.attempt_number = c.attempt_number
ORDER BY n.first_requested_on
