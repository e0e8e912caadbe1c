-- one row per return that no terminated case came before, or that is told twice
SELECT r.wallet_key, r.case_number, count(*) AS count_rows
FROM returns r
LEFT JOIN case_facts c
    ON c.wallet_key = r.wallet_key AND c.case_number = r.case_number AND c.resolved_at <= r.asked_at
GROUP BY r.wallet_key, r.case_number
HAVING count(*) > 1 OR count(c.wallet_key) = 0
