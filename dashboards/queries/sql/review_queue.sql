-- one row per signature without a cause or with a confidence below $below, the first $most by failures or by wallets
WITH counted AS (
    SELECT
        signature_id,
        sum(count_failures)::BIGINT AS count_failures,
        list(DISTINCT platform ORDER BY platform) AS platforms
    FROM signatures_daily
    GROUP BY signature_id
),
met AS (
    SELECT signature_id, sum(count_wallets)::BIGINT AS count_wallets
    FROM wallets_daily
    WHERE signature_id IS NOT NULL AND coalesce(previous_on < $since, true)
    GROUP BY signature_id
),
-- what a person decided is sure (confidence 1), also where it is that nobody can tell the cause
queue AS (
    SELECT
        c.*, coalesce(m.count_wallets, 0) AS count_wallets,
        s.error_code, s.template, s.cause_category, s.cause, s.decided_by, s.confidence, s.first_seen_at, s.last_seen_at,
        count(*) OVER () AS count_matching,
        (sum(c.count_failures) OVER ())::BIGINT AS failures_matching
    FROM counted c
    JOIN signatures s ON s.signature_id = c.signature_id
    LEFT JOIN met m ON m.signature_id = c.signature_id
    WHERE s.confidence < $below
        AND ($is_unclassified IS NULL OR (s.cause = 'unclassified') = $is_unclassified)
        AND ($phrase IS NULL
            OR contains(lower(coalesce(s.error_code, '')), lower($phrase))
            OR contains(lower(coalesce(s.template, '')), lower($phrase)))
    ORDER BY
        CASE WHEN $is_by_wallets THEN coalesce(m.count_wallets, 0) ELSE c.count_failures END DESC,
        CASE WHEN $is_by_wallets THEN c.count_failures ELSE coalesce(m.count_wallets, 0) END DESC,
        c.signature_id
    LIMIT $most
),
bars AS (
    SELECT q.signature_id, b.from_on, b.from_on + $days_a_bar AS until_on
    FROM queue q
    CROSS JOIN (
        SELECT CAST(unnest(generate_series(CAST($since AS TIMESTAMP), CAST($finished_on AS TIMESTAMP), to_days($days_a_bar)))
            AS DATE) AS from_on
    ) b
),
filled AS (
    SELECT b.signature_id, b.from_on, coalesce(sum(d.count_failures), 0)::BIGINT AS count_failures
    FROM bars b
    LEFT JOIN signatures_daily d
        ON d.signature_id = b.signature_id AND d.requested_on >= b.from_on AND d.requested_on < b.until_on
        AND d.requested_on <= $finished_on
    GROUP BY b.signature_id, b.from_on
),
lines AS (
    SELECT signature_id, list(count_failures ORDER BY from_on) AS trend FROM filled GROUP BY signature_id
)
SELECT q.*, coalesce(l.trend, []) AS trend
FROM queue q
LEFT JOIN lines l ON l.signature_id = q.signature_id
ORDER BY
    CASE WHEN $is_by_wallets THEN q.count_wallets ELSE q.count_failures END DESC,
    CASE WHEN $is_by_wallets THEN q.count_failures ELSE q.count_wallets END DESC,
    q.signature_id
