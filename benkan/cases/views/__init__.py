"""Pages of accompaniments."""
