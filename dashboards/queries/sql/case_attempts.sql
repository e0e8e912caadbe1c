-- one row per attempt of the case asked for, in order
SELECT attempts.*, signatures.consequence_evidence
FROM attempts
LEFT JOIN signatures ON signatures.signature_id = attempts.signature_id
WHERE attempts.case_id = $case_id
ORDER BY attempts.attempt_number
