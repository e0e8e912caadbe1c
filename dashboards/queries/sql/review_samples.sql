-- one row per distinct masked message of the chosen signatures, of each the $most that are logged most
SELECT signature_id, message, count(*) AS count_failures
FROM failures
WHERE signature_id IN (SELECT unnest($signatures))
GROUP BY signature_id, message
QUALIFY row_number() OVER (PARTITION BY signature_id ORDER BY count(*) DESC, message) <= $most
ORDER BY signature_id, count_failures DESC, message
