-- one row: what the taxonomy says of the cause, none where it is not known
SELECT * FROM causes WHERE cause = $cause
