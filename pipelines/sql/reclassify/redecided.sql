-- one row per signature of what is published that is decided otherwise than before
SELECT * EXCLUDE (taxonomy_version) FROM decisions SEMI JOIN decided_before USING (signature_id)
EXCEPT
SELECT * EXCLUDE (taxonomy_version) FROM decided_before
