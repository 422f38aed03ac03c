"""Files to rows and back, in plain Python."""
