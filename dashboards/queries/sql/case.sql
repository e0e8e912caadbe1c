-- one row: the case asked for, none where it is not known
SELECT * FROM cases WHERE case_id = $case_id
