-- one row per signature that was merged into one of the chosen ones
SELECT signature_id, merged_into, error_code, template
FROM merged_signatures
WHERE merged_into IN (SELECT unnest($signatures))
ORDER BY signature_id
