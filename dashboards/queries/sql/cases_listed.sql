-- one row per case with a failure, or named by the search, in the order asked for
WITH ranked AS (
    SELECT
        *,
        -- Amounts are compared within their currency only.
        CASE WHEN $sort = 'frozen' AND frozen_amount IS NOT NULL THEN currency END AS place_currency,
        CASE $sort
            WHEN 'longest_open' THEN CASE WHEN end_kind = 'open' THEN hours_observed END
            WHEN 'attempts' THEN count_attempts
            WHEN 'frozen' THEN frozen_amount
        END AS place
    FROM failed_cases
    WHERE len($ends) = 0 OR list_contains($ends, end_kind)
    ORDER BY place_currency NULLS LAST, place DESC NULLS LAST, first_failed_at DESC NULLS LAST, wallet_key, case_number
    LIMIT $count_rows OFFSET $skipped
)
-- the other columns are looked up for these rows alone
SELECT
    f.case_id, r.platform, r.end_kind,
    r.first_failed_at + to_minutes($utc_offset_minutes) AS first_failed_at_local,
    coalesce(f.causes, []) AS causes, r.count_attempts, f.count_failures, r.hours_observed,
    r.frozen_amount, r.currency,
    coalesce(f.channels, []) AS channels, coalesce(f.help_channels, []) AS help_channels, f.count_help_contacts
FROM ranked r
JOIN marts.case_facts f
    ON f.wallet_key = r.wallet_key AND f.case_number = r.case_number AND f.first_requested_on = r.first_requested_on
ORDER BY
    r.place_currency NULLS LAST, r.place DESC NULLS LAST, r.first_failed_at DESC NULLS LAST, r.wallet_key, r.case_number
