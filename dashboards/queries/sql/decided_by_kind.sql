-- one row per kind of evidence that decided causes: its failures and its distinct codes and messages
WITH counted AS (
    SELECT signature_id, sum(count_failures) AS count_failures FROM signatures_daily GROUP BY signature_id
)
SELECT
    CASE
        WHEN s.decided_by = 'no_rule' THEN 'nothing'
        WHEN starts_with(s.decided_by, 'review:') THEN 'review'
        WHEN starts_with(s.decided_by, 'model') THEN 'model'
        WHEN starts_with(s.decided_by, 'code:') THEN 'code'
        WHEN ends_with(s.decided_by, '@code') THEN 'words_of_code'
        WHEN starts_with(s.decided_by, 'status_') THEN 'status'
        ELSE 'rule'
    END AS evidence,
    sum(c.count_failures)::BIGINT AS count_failures,
    count(*) AS count_signatures
FROM counted c
JOIN signatures s ON s.signature_id = c.signature_id
GROUP BY evidence
ORDER BY count_failures DESC, evidence
