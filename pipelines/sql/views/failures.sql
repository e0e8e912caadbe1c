-- one row per failed attempt
SELECT * FROM attempts WHERE outcome = 'failed'
