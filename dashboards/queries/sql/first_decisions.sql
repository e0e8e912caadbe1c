-- one row per platform and preparation (a bit each: 1 conditions viewed, 2 documents ready, 4 support asked): cases by their
-- first decision
SELECT
    platform, prepared,
    sum(count_cases)::BIGINT AS count_cases,
    coalesce(sum(count_cases) FILTER (first_decision = 'succeeded'), 0)::BIGINT AS count_succeeded,
    coalesce(sum(count_cases) FILTER (first_decision IN ('succeeded', 'failed')), 0)::BIGINT AS count_decided,
    coalesce(sum(count_cases) FILTER (first_decision = 'withdrawn'), 0)::BIGINT AS count_withdrawn,
    coalesce(sum(count_cases) FILTER (first_decision = 'open'), 0)::BIGINT AS count_open
FROM first_decisions_daily
GROUP BY platform, prepared
ORDER BY platform, prepared
