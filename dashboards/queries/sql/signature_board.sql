-- one row per signature (code and message template) that matches, the first $most by failures or by change
WITH counted AS (
    SELECT
        signature_id,
        coalesce(sum(count_failures) FILTER (requested_on BETWEEN $shown_from AND $shown_to), 0)::BIGINT AS count_failures,
        coalesce(sum(count_failures) FILTER (requested_on BETWEEN $current_from AND $current_to), 0)::BIGINT
            AS failures_current,
        coalesce(sum(count_failures) FILTER (requested_on BETWEEN $previous_from AND $previous_to), 0)::BIGINT
            AS failures_previous
    FROM signatures_daily
    GROUP BY signature_id
),
matching AS (
    SELECT
        c.*, s.error_code, s.template, s.cause_category, s.cause, s.decided_by, s.confidence,
        s.first_seen_at, s.last_seen_at,
        -- beyond what the previous rate would give among the decided attempts of now ($growth is their ratio)
        c.failures_current - c.failures_previous * $growth AS excess_failures,
        c.failures_current + c.failures_previous < $least AS is_rare
    FROM counted c
    JOIN signatures s ON s.signature_id = c.signature_id
    WHERE ($signature IS NULL OR c.signature_id = $signature)
        AND (c.count_failures > 0 OR $is_by_change)
        AND ($phrase IS NULL
            OR contains(lower(coalesce(s.error_code, '')), lower($phrase))
            OR contains(lower(coalesce(s.template, '')), lower($phrase)))
),
board AS (
    SELECT *, count(*) OVER () AS count_matching
    FROM matching
    ORDER BY
        CASE WHEN $is_by_change AND is_rare THEN 1 ELSE 0 END,
        CASE WHEN $is_by_change THEN abs(excess_failures) END DESC NULLS LAST,
        count_failures DESC, signature_id
    LIMIT $most
),
-- wallets and platforms need the failures themselves, so only those of the board are looked up
met AS (
    SELECT
        signature_id,
        count(DISTINCT wallet_key) AS count_wallets,
        list(DISTINCT platform ORDER BY platform) AS platforms
    FROM failures
    WHERE requested_on BETWEEN $shown_from AND $shown_to
        AND signature_id IN (SELECT signature_id FROM board)
    GROUP BY signature_id
),
daily AS (
    SELECT signature_id, requested_on, sum(count_failures) AS count_failures
    FROM signatures_daily
    WHERE signature_id IN (SELECT signature_id FROM board)
    GROUP BY signature_id, requested_on
),
days AS (
    SELECT CAST(unnest(generate_series(CAST($current_from AS TIMESTAMP), CAST($current_to AS TIMESTAMP), INTERVAL 1 DAY)) AS DATE)
        AS requested_on
),
lines AS (
    SELECT b.signature_id, list(coalesce(d.count_failures, 0)::BIGINT ORDER BY y.requested_on) AS failures_daily
    FROM board b
    CROSS JOIN days y
    LEFT JOIN daily d ON d.signature_id = b.signature_id AND d.requested_on = y.requested_on
    GROUP BY b.signature_id
)
SELECT b.*, coalesce(m.count_wallets, 0) AS count_wallets, coalesce(m.platforms, []) AS platforms, l.failures_daily
FROM board b
LEFT JOIN met m ON m.signature_id = b.signature_id
LEFT JOIN lines l ON l.signature_id = b.signature_id
ORDER BY
    CASE WHEN $is_by_change AND b.is_rare THEN 1 ELSE 0 END,
    CASE WHEN $is_by_change THEN abs(b.excess_failures) END DESC NULLS LAST,
    b.count_failures DESC, b.signature_id
