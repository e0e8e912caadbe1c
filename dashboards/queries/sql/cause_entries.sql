-- one row per sub-cause of the taxonomy: who owns it, what to do about it, what a customer may read
SELECT cause, cause_category, label_en, label_zh, owner, advice, safe_en, safe_zh FROM causes ORDER BY position
