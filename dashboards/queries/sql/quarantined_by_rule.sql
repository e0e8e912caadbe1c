-- one row per rule that rows broke, the most rows first (from the ledger: the rows themselves stay in Parquet)
WITH counted AS (
    SELECT source, unnest(map_entries(CAST(CAST(rules AS JSON) AS MAP(VARCHAR, BIGINT)))) AS broken FROM batches
)
SELECT
    broken.key AS rule,
    sum(broken.value)::BIGINT AS count_rows,
    count(*) AS count_files,
    list(DISTINCT source ORDER BY source) AS sources
FROM counted
GROUP BY rule
ORDER BY count_rows DESC, rule
