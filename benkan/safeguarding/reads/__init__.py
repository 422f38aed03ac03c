"""What is asked of restricted files: one's own list, one file, a section opened with a reason, national counts."""
