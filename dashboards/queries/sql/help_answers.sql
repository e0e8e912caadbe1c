-- one row per channel of help and wait for the answer: contacts. Waits are counted in minutes up to three days, in hours
-- beyond, those of answers rounded up and those still waiting at as_of rounded down
WITH waited AS (
    SELECT
        help_channel, is_answered,
        CASE WHEN is_answered THEN hours_waited ELSE -hours_waited END * CASE WHEN hours_waited <= 72 THEN 60 ELSE 1 END AS units,
        CASE WHEN hours_waited <= 72 THEN 60.0 ELSE 1.0 END AS units_an_hour
    FROM help_contacts
)
SELECT help_channel, is_answered, abs(ceil(units)) / units_an_hour AS hours, count(*)::BIGINT AS count_contacts
FROM waited
GROUP BY ALL
ORDER BY help_channel, hours, is_answered
