-- one row per case with a negative duration, a resolution before its failure, or an end that does not fit its kind
SELECT case_id, end_kind, first_failed_at, resolved_at, ended_at, hours_observed, time_to_resolution_hours, frozen_days
FROM cases
WHERE time_to_resolution_hours < 0 OR hours_observed < 0 OR frozen_days < 0
    OR first_failed_at < first_requested_at
    OR (end_kind = 'open') <> (ended_at IS NULL)
    OR is_resolved <> (time_to_resolution_hours IS NOT NULL)
    OR (count_failures > 0) <> (first_failed_at IS NOT NULL)
