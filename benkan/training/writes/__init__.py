"""All changes of training: each checks its right, changes, and records."""
