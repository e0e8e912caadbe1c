-- one row per spike of the whole log, the newest first
SELECT * FROM spikes ORDER BY started_at DESC, spike_id
