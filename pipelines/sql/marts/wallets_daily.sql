-- one row per day of request, platform and series of failures (what is NULL is not told apart: all, a cause category, a
-- sub-cause or a signature), and the day before on which the same wallets last failed in it; days that changed
WITH changed_wallets AS (
    SELECT DISTINCT wallet_key
    FROM attempts
    SEMI JOIN changed_days USING (requested_on)
    WHERE outcome = 'failed'
),
failed AS (
    SELECT requested_on, platform, wallet_key, cause_category, cause, signature_id
    FROM attempts
    SEMI JOIN changed_wallets USING (wallet_key)
    WHERE outcome = 'failed'
),
known AS (SELECT DISTINCT signature_id AS met_signature, cause AS met_cause, cause_category AS met_category FROM failed),
-- the four series that a failure is in, numbered: windows over three texts take twice as long
memberships AS (
    SELECT met_signature, met_cause, NULL AS cause_category, NULL AS cause, NULL AS signature_id FROM known
    UNION ALL SELECT met_signature, met_cause, met_category, NULL, NULL FROM known
    UNION ALL SELECT met_signature, met_cause, met_category, met_cause, NULL FROM known
    UNION ALL SELECT met_signature, met_cause, NULL, NULL, met_signature FROM known
),
numbered AS (
    SELECT *, dense_rank() OVER (ORDER BY cause_category, cause, signature_id) AS series FROM memberships
),
met AS (
    SELECT DISTINCT f.requested_on, f.platform, f.wallet_key, n.series
    FROM failed f
    JOIN numbered n ON n.met_signature = f.signature_id AND n.met_cause = f.cause
),
followed AS (
    SELECT
        requested_on, platform, series,
        lag(requested_on) OVER (PARTITION BY wallet_key, series ORDER BY requested_on) AS previous_on
    FROM met
),
counted AS (
    SELECT requested_on, platform, series, previous_on, count(*) AS count_wallets
    FROM followed
    SEMI JOIN changed_days USING (requested_on)
    GROUP BY requested_on, platform, series, previous_on
),
named AS (SELECT DISTINCT series, cause_category, cause, signature_id FROM numbered)
SELECT c.requested_on, c.platform, n.cause_category, n.cause, n.signature_id, c.previous_on, c.count_wallets
FROM counted c
JOIN named n ON n.series = c.series
ORDER BY c.requested_on, c.platform, c.series, c.previous_on
