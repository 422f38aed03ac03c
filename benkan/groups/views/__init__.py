"""Pages of collective and community projects."""
