-- one row per signature that is surely of the cause, the $most with the most failures
SELECT error_code, template, count_failures
FROM signatures
WHERE cause = $cause AND confidence >= $least
ORDER BY count_failures DESC, signature_id
LIMIT $most
