-- one row per platform of the log whose rule for registering again is written down
SELECT platform, is_allowed, waiting_days, is_data_reused, is_credit_checked, note_en, note_zh
FROM reregistration_rules
SEMI JOIN freshness USING (platform)
ORDER BY platform
