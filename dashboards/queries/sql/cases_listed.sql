-- one row per case with a failure, or named by the search, in the order asked for
SELECT
    case_id, platform, end_kind,
    first_failed_at + to_minutes($utc_offset_minutes) AS first_failed_at_local,
    causes, count_attempts, count_failures, hours_observed,
    frozen_amount, currency, channels, help_channels, count_help_contacts
FROM cases
WHERE (count_failures > 0 OR case_id = $search OR (length($search) = 12 AND wallet_token = $search))
    AND (len($ends) = 0 OR list_contains($ends, end_kind))
ORDER BY
    -- Amounts are compared within their currency only.
    CASE WHEN $sort = 'frozen' AND frozen_amount IS NOT NULL THEN currency END NULLS LAST,
    CASE $sort
        WHEN 'longest_open' THEN CASE WHEN end_kind = 'open' THEN hours_observed END
        WHEN 'attempts' THEN count_attempts
        WHEN 'frozen' THEN frozen_amount
    END DESC NULLS LAST,
    first_failed_at DESC NULLS LAST,
    case_id
LIMIT $count_rows OFFSET $skipped
