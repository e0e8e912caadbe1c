-- one row per day whose contacts with help, one by one, are not those of its cases
WITH counted AS (
    SELECT first_requested_on, sum(count_help_contacts) AS count_contacts
    FROM case_facts
    WHERE count_help_contacts > 0
    GROUP BY first_requested_on
),
singly AS (SELECT first_requested_on, count(*) AS count_contacts FROM help_contact_facts GROUP BY first_requested_on)
SELECT first_requested_on, c.count_contacts, s.count_contacts AS in_singly
FROM counted c
FULL JOIN singly s USING (first_requested_on)
WHERE c.count_contacts IS DISTINCT FROM s.count_contacts
