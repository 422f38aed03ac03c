"""The sheets of accompaniments that are taken away, filled in, and brought back."""
