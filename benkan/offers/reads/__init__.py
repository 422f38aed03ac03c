"""What is asked of the directory."""
