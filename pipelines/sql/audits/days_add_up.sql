-- one row per day whose counts by outcome and cause are not all its attempts; so its shares add up to one
WITH counted AS (SELECT requested_on, count(*) AS count_attempts FROM attempts GROUP BY requested_on),
daily AS (SELECT requested_on, sum(count_attempts) AS count_attempts FROM attempts_daily GROUP BY requested_on),
hourly AS (SELECT requested_on, sum(count_attempts) AS count_attempts FROM attempts_hourly GROUP BY requested_on)
SELECT requested_on, c.count_attempts, d.count_attempts AS in_daily, h.count_attempts AS in_hourly
FROM counted c
FULL JOIN daily d USING (requested_on)
FULL JOIN hourly h USING (requested_on)
WHERE c.count_attempts IS DISTINCT FROM d.count_attempts OR c.count_attempts IS DISTINCT FROM h.count_attempts
