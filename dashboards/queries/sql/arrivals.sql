-- one row per signature or sub-cause that failed in the log: its first and last day, and the last return after a silence
WITH seen AS (
    SELECT 'signature' AS kind, signature_id AS id, requested_on, count_failures FROM signatures_daily
    UNION ALL
    SELECT 'cause', cause, requested_on, count_attempts FROM attempts_daily WHERE outcome = 'failed'
),
told AS (
    SELECT
        kind, id,
        list_sort(list_distinct(list(requested_on))) AS days,
        coalesce(sum(count_failures) FILTER (requested_on >= $period_from), 0)::BIGINT AS count_failures,
        sum(count_failures)::BIGINT AS failures_ever
    FROM seen
    GROUP BY kind, id
),
-- the place of the day in the period on which it returned last, where it did
returned AS (
    SELECT
        *,
        list_filter(
            range(2, len(days) + 1),
            lambda place: days[place] >= $period_from AND days[place] - days[place - 1] > $silence_days
        )[-1] AS place
    FROM told
)
SELECT
    r.kind, r.id, r.count_failures, r.failures_ever,
    r.days[1] AS first_on, r.days[-1] AS last_on, r.days[r.place] AS back_on, r.days[r.place - 1] AS silent_since,
    s.error_code, s.template, s.cause, s.cause_category
FROM returned r
LEFT JOIN signatures s ON s.signature_id = r.id
ORDER BY r.kind, r.count_failures DESC, r.id
