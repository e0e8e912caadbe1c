-- one row per day on which a case with such a failure began
SELECT DISTINCT first_requested_on
FROM case_facts
SEMI JOIN recaused_cases USING (wallet_key, case_number)
