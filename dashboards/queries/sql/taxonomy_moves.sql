-- one row per cause before and cause after that failures moved between when a version was published, the most first
SELECT cause_before, cause_after, sum(count_failures)::BIGINT AS count_failures
FROM decision_changes
WHERE taxonomy_version = $version AND cause_before IS DISTINCT FROM cause_after
GROUP BY cause_before, cause_after
ORDER BY count_failures DESC, cause_before, cause_after
