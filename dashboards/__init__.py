"""The read side: pages over a published snapshot. It meets the write side at the warehouse alone."""
