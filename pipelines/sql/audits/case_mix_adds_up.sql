-- one row per day, platform and list of causes whose cases by channel, region and system are not all its cases
WITH mixed AS (
    SELECT first_requested_on, platform, coalesce(causes_key, 0) AS causes_key, sum(count_cases) AS count_cases
    FROM case_mix_daily
    GROUP BY first_requested_on, platform, coalesce(causes_key, 0)
),
daily AS (
    SELECT first_requested_on, platform, coalesce(causes_key, 0) AS causes_key, sum(count_cases) AS count_cases
    FROM cases_daily
    GROUP BY first_requested_on, platform, coalesce(causes_key, 0)
)
SELECT first_requested_on, platform, causes_key, m.count_cases AS in_mix, d.count_cases AS in_daily
FROM mixed m
FULL JOIN daily d USING (first_requested_on, platform, causes_key)
WHERE m.count_cases IS DISTINCT FROM d.count_cases
