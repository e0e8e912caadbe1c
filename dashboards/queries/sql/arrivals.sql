-- one row per signature or sub-cause that is new in the period, back after a silence, or gone silent; the first of each
WITH seen AS MATERIALIZED (
    SELECT 'signature' AS kind, signature_id AS id, requested_on, sum(count_failures)::BIGINT AS count_failures
    FROM signatures_daily
    GROUP BY signature_id, requested_on
    UNION ALL
    SELECT 'cause', cause, requested_on, sum(count_attempts)::BIGINT
    FROM attempts_daily
    WHERE outcome = 'failed'
    GROUP BY cause, requested_on
),
told AS MATERIALIZED (
    SELECT
        kind, id,
        min(requested_on) AS first_on,
        max(requested_on) AS last_on,
        max(requested_on) FILTER (requested_on < $period_from) AS before_on,
        coalesce(sum(count_failures) FILTER (requested_on < $period_from), 0)::BIGINT AS failures_before,
        coalesce(sum(count_failures) FILTER (requested_on >= $period_from), 0)::BIGINT AS count_failures
    FROM seen
    GROUP BY kind, id
),
spaced AS (
    SELECT
        s.kind, s.id, s.requested_on,
        coalesce(lag(s.requested_on) OVER by_day, t.before_on) AS previous_on
    FROM seen s
    JOIN told t ON t.kind = s.kind AND t.id = s.id
    WHERE s.requested_on >= $period_from
    WINDOW by_day AS (PARTITION BY s.kind, s.id ORDER BY s.requested_on)
),
-- the last return of each, where it has one
returns AS (
    SELECT
        kind, id,
        max(requested_on) AS back_on,
        max(previous_on) AS silent_since
    FROM spaced
    WHERE date_diff('day', previous_on, requested_on) > $silence_days
    GROUP BY kind, id
),
aged AS (
    SELECT
        t.*, r.back_on, r.silent_since,
        t.first_on >= $new_from AS is_new,
        t.last_on >= $recent_from AND date_diff('day', t.last_on, $finished_on) >= $silence_days AS is_gone
    FROM told t
    LEFT JOIN returns r ON r.kind = t.kind AND r.id = t.id
),
-- the silence that lasts, or the one that ended; who came back and fell silent again is gone
silent AS (
    SELECT
        * EXCLUDE (silent_since),
        failures_before + count_failures AS failures_ever,
        back_on IS NOT NULL AND NOT is_gone AS is_back,
        CASE WHEN is_gone THEN date_diff('day', last_on, $finished_on) ELSE date_diff('day', silent_since, back_on) - 1 END
            AS silent_days
    FROM aged
),
-- failures that the silence would have held, were all failures spread evenly over the log up to now
judged AS MATERIALIZED (
    SELECT
        *,
        failures_ever * silent_days / (date_diff('day', $log_from, $finished_on) + 1) AS expected_in_silence
    FROM silent
    WHERE is_new OR is_back OR is_gone
),
totals AS (
    SELECT
        kind,
        count(*) FILTER (is_new) AS count_new,
        count(*) FILTER (is_back) AS count_back,
        count(*) FILTER (is_gone) AS count_gone,
        count(*) FILTER (is_back AND expected_in_silence >= $least_expected) AS unlikely_back,
        count(*) FILTER (is_gone AND expected_in_silence >= $least_expected) AS unlikely_gone
    FROM judged
    GROUP BY kind
),
picked AS (
    SELECT kind, id FROM judged WHERE kind = 'cause'
    UNION
    (SELECT kind, id FROM judged WHERE is_new ORDER BY count_failures DESC, id LIMIT $most)
    UNION
    (SELECT kind, id FROM judged WHERE is_back ORDER BY expected_in_silence DESC, id LIMIT $most)
    UNION
    (SELECT kind, id FROM judged WHERE is_gone ORDER BY expected_in_silence DESC, id LIMIT $most)
)
SELECT
    j.kind, j.id, j.is_new, j.is_back, j.is_gone, j.count_failures, j.first_on, j.last_on, j.back_on,
    j.silent_days, j.expected_in_silence, t.count_new, t.count_back, t.count_gone, t.unlikely_back, t.unlikely_gone,
    s.error_code, s.template,
    coalesce(s.cause, j.id) AS cause, coalesce(s.cause_category, c.cause_category, 'unclassified') AS cause_category
FROM judged j
JOIN picked p ON p.kind = j.kind AND p.id = j.id
JOIN totals t ON t.kind = j.kind
LEFT JOIN signatures s ON j.kind = 'signature' AND s.signature_id = j.id
LEFT JOIN causes c ON j.kind = 'cause' AND c.cause = j.id
ORDER BY j.kind, j.count_failures DESC, j.id
