-- one row per id of the taxonomy: what people call it
SELECT cause_category AS id, label_en, label_zh, NULL AS cause_category, position FROM cause_categories
UNION ALL SELECT cause, label_en, label_zh, cause_category, position FROM causes
UNION ALL SELECT word, label_en, label_zh, NULL, NULL FROM words
