"""All changes of groups and community projects: each checks its right, changes, and records."""
