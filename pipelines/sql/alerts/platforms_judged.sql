-- one row per platform: whether the newest hour of any of its series was judged and its log still arrives
WITH newest AS (
    SELECT platform, bool_or(newest_expected IS NOT NULL) AS is_judged
    FROM (
        SELECT platform, series, arg_max(struct_pack(e := expected), "at").e AS newest_expected
        FROM judged_hours
        GROUP BY platform, series
    )
    GROUP BY platform
)
SELECT freshness.platform, coalesce(newest.is_judged, false) AND NOT freshness.is_quiet AS is_judged
FROM freshness LEFT JOIN newest USING (platform)
ORDER BY freshness.platform
