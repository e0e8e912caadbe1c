-- one row per relation that the snapshot offers; one that was published by an older version has fewer
SELECT table_name AS relation FROM information_schema.tables WHERE table_catalog <> 'marts' ORDER BY table_name
