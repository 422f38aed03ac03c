"""What is asked of accompaniments."""
