"""Find the records that may be one person, and let people decide."""
