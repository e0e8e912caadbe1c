-- one row per judged hour of each platform's causes; error codes without a cause are other counts of the same failures
SELECT "at", platform, cause_category, cause, observed AS failures, expected
FROM judged_hours
WHERE cause IS NOT NULL
ORDER BY "at", platform, cause
