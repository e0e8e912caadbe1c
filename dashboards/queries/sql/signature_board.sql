-- one row per signature (code and message template) that matches, the first $most by failures or by change
WITH decided AS (
    SELECT
        coalesce(sum(count_attempts) FILTER (requested_on BETWEEN $current_from AND $current_to), 0)::BIGINT AS decided_current,
        coalesce(sum(count_attempts) FILTER (requested_on BETWEEN $previous_from AND $previous_to), 0)::BIGINT
            AS decided_previous
    FROM attempts_daily
    WHERE outcome NOT IN ('open', 'withdrawn')
),
counted AS (
    SELECT
        signature_id,
        coalesce(sum(count_failures) FILTER (requested_on BETWEEN $shown_from AND $shown_to), 0)::BIGINT AS count_failures,
        coalesce(sum(count_failures) FILTER (requested_on BETWEEN $current_from AND $current_to), 0)::BIGINT
            AS failures_current,
        coalesce(sum(count_failures) FILTER (requested_on BETWEEN $previous_from AND $previous_to), 0)::BIGINT
            AS failures_previous,
        list(date_diff('day', $current_from, requested_on)) FILTER (requested_on BETWEEN $current_from AND $current_to)
            AS days,
        list(count_failures) FILTER (requested_on BETWEEN $current_from AND $current_to) AS counts
    FROM signatures_daily
    GROUP BY signature_id
),
-- each wallet on the first day of the period that it failed on
met AS (
    SELECT
        signature_id,
        sum(count_wallets)::BIGINT AS count_wallets,
        list_sort(list_distinct(list(platform))) AS platforms
    FROM wallets_daily
    WHERE signature_id IS NOT NULL
        AND requested_on BETWEEN $shown_from AND $shown_to AND coalesce(previous_on < $shown_from, true)
    GROUP BY signature_id
),
matching AS (
    SELECT
        c.*, d.*, s.error_code, s.template, s.cause_category, s.cause, s.decided_by, s.confidence,
        s.first_seen_at, s.last_seen_at,
        coalesce(m.count_wallets, 0) AS count_wallets, coalesce(m.platforms, []) AS platforms,
        -- beyond what the previous rate would give among the decided attempts of now
        c.failures_current - c.failures_previous * d.decided_current / nullif(d.decided_previous, 0) AS excess_failures,
        c.failures_current + c.failures_previous < $least AS is_rare
    FROM counted c
    JOIN signatures s ON s.signature_id = c.signature_id
    LEFT JOIN met m ON m.signature_id = c.signature_id
    CROSS JOIN decided d
    WHERE ($signature IS NULL OR c.signature_id = $signature)
        AND (c.count_failures > 0 OR $is_by_change)
        AND ($phrase IS NULL
            OR contains(lower(coalesce(s.error_code, '')), lower($phrase))
            OR contains(lower(coalesce(s.template, '')), lower($phrase)))
)
SELECT *, count(*) OVER () AS count_matching
FROM matching
ORDER BY
    CASE WHEN $is_by_change AND is_rare THEN 1 ELSE 0 END,
    CASE WHEN $is_by_change THEN abs(excess_failures) END DESC NULLS LAST,
    count_failures DESC, signature_id
LIMIT $most
