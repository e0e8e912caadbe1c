-- one row per day with such a failure, or later with an attempt of its wallet: there the day before, on which it last
-- failed for that cause, may be another
WITH since AS (SELECT wallet_key, min(requested_on) AS since_on FROM recaused GROUP BY wallet_key)
SELECT DISTINCT a.requested_on
FROM attempts a
JOIN since s ON s.wallet_key = a.wallet_key AND s.since_on <= a.requested_on
