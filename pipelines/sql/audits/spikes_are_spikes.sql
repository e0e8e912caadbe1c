-- one row per spike that ends before it starts or shows no more than was expected
SELECT spike_id, started_at, ended_at, observed, expected
FROM spikes
WHERE ended_at < started_at OR observed <= expected OR count_wallets > observed
