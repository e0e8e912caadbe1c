-- one row per case with a failure: when it began and ended, as far as that does not depend on as_of, and who held it since its
-- first failure; days that changed
WITH failing AS (
    SELECT
        *,
        CASE
            WHEN resolved_at IS NOT NULL THEN 'succeeded'
            WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
            WHEN is_followed THEN 'abandoned'
        END AS settled_kind,
        coalesce(resolved_at, withdrawn_at, CASE WHEN is_followed THEN last_event_at END) AS settled_at
    FROM case_facts
    SEMI JOIN changed_case_days USING (first_requested_on)
    WHERE count_failures > 0
),
-- Who must act after a failure: the user where the cause can be mended or tried again; someone outside where the bank failed
-- or the law holds it (a court, an authority, the other side of a dispute); else the platform.
holders AS (
    SELECT
        cause,
        CASE
            WHEN cause = 'unclassified' THEN 'unknown'
            WHEN cause = 'tf_bank_channel_error' THEN 'third_party'
            WHEN owner = 'legal and compliance' AND advice IN ('wait', 'never') THEN 'third_party'
            WHEN advice IN ('fix', 'retry') THEN 'user'
            ELSE 'platform'
        END AS holder
    FROM causes
),
stepped AS (
    SELECT
        a.wallet_key, a.case_number, a.outcome, a.cause, a.decided_at, f.first_failed_at, f.settled_at,
        CASE WHEN a.requested_at >= f.first_failed_at THEN a.requested_at END AS requested_again_at,
        lead(a.requested_at) OVER (PARTITION BY a.wallet_key, a.case_number ORDER BY a.attempt_number) AS next_requested_at
    FROM attempts a
    JOIN failing f ON f.wallet_key = a.wallet_key AND f.case_number = a.case_number
),
-- one stretch between a failure and the next request, or between a later request and its decision
stretches AS (
    SELECT
        s.wallet_key, s.case_number, coalesce(h.holder, 'unknown') AS holder,
        s.decided_at AS held_since, coalesce(s.next_requested_at, s.settled_at) AS held_until
    FROM stepped s
    LEFT JOIN holders h ON h.cause = s.cause
    WHERE s.outcome = 'failed'
    UNION ALL
    SELECT
        wallet_key, case_number, 'platform',
        requested_again_at, coalesce(decided_at, next_requested_at, settled_at)
    FROM stepped
    WHERE requested_again_at IS NOT NULL
),
held AS (
    SELECT
        wallet_key, case_number,
        sum(CASE WHEN holder = 'user' THEN greatest(date_diff('millisecond', held_since, held_until), 0) END) AS user_milliseconds,
        sum(CASE WHEN holder = 'platform' THEN greatest(date_diff('millisecond', held_since, held_until), 0) END)
            AS platform_milliseconds,
        sum(CASE WHEN holder = 'third_party' THEN greatest(date_diff('millisecond', held_since, held_until), 0) END)
            AS third_party_milliseconds,
        sum(CASE WHEN holder = 'unknown' THEN greatest(date_diff('millisecond', held_since, held_until), 0) END)
            AS unknown_milliseconds,
        -- there is at most one that nothing has ended yet
        max(CASE WHEN held_until IS NULL THEN holder END) AS still_held_by,
        max(CASE WHEN held_until IS NULL THEN held_since END) AS still_held_since
    FROM stretches
    GROUP BY wallet_key, case_number
)
SELECT
    f.first_requested_on, f.platform, hash(f.causes) AS causes_key, f.causes[1] AS first_cause, f.first_cause_category,
    f.channel, f.wallet_key, f.case_number,
    f.first_requested_at, f.first_failed_at, f.settled_kind, f.settled_at,
    CASE WHEN f.settled_kind IS NULL THEN f.last_event_at END AS unsettled_at,
    CAST(coalesce(h.user_milliseconds, 0) AS BIGINT) AS user_milliseconds,
    CAST(coalesce(h.platform_milliseconds, 0) AS BIGINT) AS platform_milliseconds,
    CAST(coalesce(h.third_party_milliseconds, 0) AS BIGINT) AS third_party_milliseconds,
    CAST(coalesce(h.unknown_milliseconds, 0) AS BIGINT) AS unknown_milliseconds,
    h.still_held_by, h.still_held_since
FROM failing f
LEFT JOIN held h ON h.wallet_key = f.wallet_key AND h.case_number = f.case_number
ORDER BY f.first_requested_at
