-- one row per slice asked for ($slices numbers them) with a failure: the wallets that failed in it
WITH slices AS (
    SELECT
        unnest($slices) AS slice, unnest($slice_kinds) AS kind, unnest($slice_values) AS value,
        unnest($slice_platforms) AS only_platform
)
SELECT s.slice, count(DISTINCT f.wallet_key) AS count_wallets
FROM failures f
JOIN slices s
    ON coalesce(s.only_platform = f.platform, true)
    AND s.value = CASE s.kind
        WHEN 'platform' THEN f.platform
        WHEN 'category' THEN f.cause_category
        WHEN 'cause' THEN f.cause
        WHEN 'signature' THEN f.signature_id
        WHEN 'channel' THEN f.channel
        WHEN 'region' THEN f.region
        WHEN 'version' THEN f.app_version
        WHEN 'os' THEN f.os
        WHEN 'bank' THEN f.bank
        ELSE s.value
    END
GROUP BY s.slice
ORDER BY s.slice
