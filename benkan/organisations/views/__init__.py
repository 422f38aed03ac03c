"""Pages of accounts and organisations, and of thresholds."""
