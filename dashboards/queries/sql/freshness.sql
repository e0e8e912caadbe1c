-- one row per platform: when its log last spoke
SELECT * FROM freshness ORDER BY platform
