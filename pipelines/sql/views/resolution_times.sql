-- one row per case with a failure, as of the newest event: when it began and how it stands, and who held it since its first
-- failure
WITH told AS (
    SELECT
        *,
        date_diff('millisecond', unsettled_at, $as_of) / 86400000.0 > $silence_days AS is_silent
    FROM resolution_facts
),
ended AS (
    SELECT
        *,
        coalesce(settled_kind, CASE WHEN is_silent THEN 'abandoned' ELSE 'open' END) AS end_kind,
        -- a log out of order may end a case before its first failure: it then lasted no time
        greatest(coalesce(settled_at, CASE WHEN is_silent THEN unsettled_at ELSE $as_of END), first_failed_at)
            AS observed_until
    FROM told
),
tailed AS (
    SELECT *, greatest(date_diff('millisecond', still_held_since, observed_until), 0) AS tail_milliseconds
    FROM ended
)
SELECT
    first_requested_on, platform, causes_key, first_cause, first_cause_category, channel, wallet_key, case_number,
    first_requested_at, first_failed_at, end_kind, observed_until,
    -- silence does not end what the platform owes: an abandoned case was open for these days too
    CASE WHEN end_kind = 'abandoned' THEN observed_until + to_days($silence_days) ELSE observed_until END AS open_until,
    user_milliseconds + CASE WHEN still_held_by = 'user' THEN tail_milliseconds ELSE 0 END AS user_milliseconds,
    platform_milliseconds + CASE WHEN still_held_by = 'platform' THEN tail_milliseconds ELSE 0 END AS platform_milliseconds,
    third_party_milliseconds + CASE WHEN still_held_by = 'third_party' THEN tail_milliseconds ELSE 0 END
        AS third_party_milliseconds,
    unknown_milliseconds + CASE WHEN still_held_by = 'unknown' THEN tail_milliseconds ELSE 0 END AS unknown_milliseconds
FROM tailed
