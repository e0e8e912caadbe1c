-- one row per dimension and value, the most failing first
SELECT dimension, value, count_failures FROM dimension_values ORDER BY dimension, count_failures DESC, value
