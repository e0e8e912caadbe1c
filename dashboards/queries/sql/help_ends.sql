-- one row per channel of a case's first contact while it had failed, end of the case within $most_hours (null: none) and
-- hours between (ends rounded up, what went on rounded down): cases
WITH ended AS (
    SELECT
        help_channel, hours_until_end,
        CASE WHEN end_kind <> 'open' AND hours_until_end <= $most_hours THEN end_kind END AS end_kind
    FROM help_contacts
    WHERE is_first_while_failed
)
SELECT
    help_channel, end_kind,
    CASE
        WHEN end_kind IS NOT NULL THEN ceil(hours_until_end)
        WHEN hours_until_end > $most_hours THEN $most_hours
        ELSE floor(hours_until_end)
    END AS hours,
    count(*)::BIGINT AS count_cases
FROM ended
GROUP BY ALL
ORDER BY help_channel, hours, end_kind
