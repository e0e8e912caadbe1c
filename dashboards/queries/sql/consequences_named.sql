-- one row per consequence: cases with a failure whose messages name it, cases with it recorded as an event, and both
SELECT
    word,
    count(*) FILTER (is_named) AS count_named,
    count(*) FILTER (is_recorded) AS count_recorded,
    count(*) FILTER (is_named AND is_recorded) AS count_both
FROM named_consequences
GROUP BY word
ORDER BY word
