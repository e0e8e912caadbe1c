-- one row per scope and measure of the shipped evaluation: its value, interval and the rows it is of
SELECT scope, measure, value, lower, upper, count_rows FROM classification_quality ORDER BY scope, measure
