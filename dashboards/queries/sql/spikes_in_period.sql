-- one row per detected spike, the newest first
SELECT * FROM spikes ORDER BY started_at DESC, spike_id
