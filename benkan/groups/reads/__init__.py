"""What pages ask of groups and community projects."""
