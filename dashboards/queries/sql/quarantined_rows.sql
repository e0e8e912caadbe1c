-- one row per refused row of a rule, masked, some of them
SELECT source_file, source_line, detail, row_masked
FROM quarantine
WHERE rule = $rule
LIMIT $count_rows
