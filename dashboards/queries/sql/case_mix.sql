-- one row per platform and stratum (the values of the dimensions in $mix): cases with a failure, and all cases
SELECT
    platform,
    CASE WHEN list_contains($mix, 'channel') THEN channel END AS channel,
    CASE WHEN list_contains($mix, 'os') THEN os END AS os,
    CASE WHEN list_contains($mix, 'region') THEN region END AS region,
    coalesce(sum(count_cases) FILTER (causes_key IS NOT NULL), 0)::BIGINT AS count_failed_cases,
    sum(count_cases)::BIGINT AS count_cases
FROM case_mix_daily
GROUP BY ALL
ORDER BY ALL
