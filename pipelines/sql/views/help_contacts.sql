-- one row per contact with help, as of the newest event: the wait for its answer, and for the end of its case
WITH told AS (
    SELECT *, date_diff('millisecond', unsettled_at, $as_of) / 86400000.0 > $silence_days AS is_silent
    FROM help_contact_facts
)
SELECT
    first_requested_on, platform, causes_key, wallet_key, case_number, contact_number,
    help_channel, previous_channel, is_new_channel, cause, place_with_cause, contacted_at, answered_at,
    answered_at IS NOT NULL AS is_answered,
    date_diff('millisecond', contacted_at, coalesce(answered_at, $as_of)) / 3600000.0 AS hours_waited,
    is_first_while_failed,
    coalesce(settled_kind, CASE WHEN is_silent THEN 'abandoned' WHEN unsettled_at IS NOT NULL THEN 'open' END) AS end_kind,
    date_diff('millisecond', contacted_at, CASE
        WHEN settled_kind IS NOT NULL THEN settled_at WHEN is_silent THEN unsettled_at
        WHEN unsettled_at IS NOT NULL THEN $as_of
    END) / 3600000.0 AS hours_until_end
FROM told
