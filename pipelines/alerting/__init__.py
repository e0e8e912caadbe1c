"""Alerts: rules as data, what became of each by the log's own time, and one message per incident to each channel."""
