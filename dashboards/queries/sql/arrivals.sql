-- one row per signature or sub-cause that is new in the period, back after a silence, or gone silent; $most of each kind
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
        coalesce(lag(s.requested_on) OVER by_day, t.before_on) AS previous_on,
        t.failures_before + sum(s.count_failures) OVER by_day - s.count_failures AS failures_until
    FROM seen s
    JOIN told t ON t.kind = s.kind AND t.id = s.id
    WHERE s.requested_on >= $period_from
    WINDOW by_day AS (PARTITION BY s.kind, s.id ORDER BY s.requested_on ROWS UNBOUNDED PRECEDING)
),
-- the last return of each, where it has one
returns AS (
    SELECT
        kind, id,
        max(requested_on) AS back_on,
        max(previous_on) AS silent_since,
        max(failures_until)::BIGINT AS failures_until_silence
    FROM spaced
    WHERE date_diff('day', previous_on, requested_on) > $silence_days
    GROUP BY kind, id
),
silent AS (
    SELECT
        t.*, r.back_on,
        t.first_on >= $new_from AS is_new,
        r.back_on IS NOT NULL AS is_back,
        t.last_on >= $recent_from AND date_diff('day', t.last_on, $finished_on) >= $silence_days AS is_gone,
        coalesce(r.silent_since, t.last_on) AS silent_since,
        coalesce(r.failures_until_silence, t.failures_before + t.count_failures) AS failures_until_silence,
        coalesce(date_diff('day', r.silent_since, r.back_on) - 1, date_diff('day', t.last_on, $finished_on)) AS silent_days
    FROM told t
    LEFT JOIN returns r ON r.kind = t.kind AND r.id = t.id
),
-- failures that the silence would have held at the pace before it: n failures leave n - 1 gaps
judged AS (
    SELECT
        *,
        (failures_until_silence - 1) / greatest(date_diff('day', first_on, silent_since), 1) * silent_days AS expected_in_silence
    FROM silent
    WHERE is_new OR is_back OR is_gone
),
counted AS (
    SELECT
        *,
        count(*) FILTER (is_new) OVER of_kind AS count_new,
        count(*) FILTER (is_back) OVER of_kind AS count_back,
        count(*) FILTER (is_gone) OVER of_kind AS count_gone,
        row_number() OVER (PARTITION BY kind, is_new ORDER BY count_failures DESC, id) AS place_new,
        row_number() OVER (PARTITION BY kind, is_back ORDER BY expected_in_silence DESC, id) AS place_back,
        row_number() OVER (PARTITION BY kind, is_gone ORDER BY expected_in_silence DESC, id) AS place_gone
    FROM judged
    WINDOW of_kind AS (PARTITION BY kind)
)
SELECT
    n.kind, n.id, n.is_new, n.is_back, n.is_gone, n.count_failures, n.first_on, n.last_on, n.back_on,
    n.silent_days, n.expected_in_silence, n.count_new, n.count_back, n.count_gone,
    s.error_code, s.template,
    coalesce(s.cause, n.id) AS cause, coalesce(s.cause_category, c.cause_category) AS cause_category
FROM counted n
LEFT JOIN signatures s ON n.kind = 'signature' AND s.signature_id = n.id
LEFT JOIN causes c ON n.kind = 'cause' AND c.cause = n.id
WHERE (is_new AND place_new <= $most) OR (is_back AND place_back <= $most) OR (is_gone AND place_gone <= $most)
ORDER BY n.kind, n.count_failures DESC, n.id
