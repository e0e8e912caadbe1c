-- one row if the failures of all signatures are not all failures, by the table and by the daily counts
WITH held AS (
    SELECT
        (SELECT coalesce(sum(count_failures), 0) FROM signatures) AS in_signatures,
        (SELECT coalesce(sum(count_failures), 0) FROM signatures_daily) AS in_daily,
        (SELECT count(*) FROM failures) AS in_attempts
)
SELECT * FROM held WHERE in_signatures <> in_attempts OR in_daily <> in_attempts
