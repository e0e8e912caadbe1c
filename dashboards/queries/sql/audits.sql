-- one row per audit of the last load: rows that contradict each other, none where it passed
SELECT audit, count_rows FROM audits ORDER BY count_rows DESC, audit
