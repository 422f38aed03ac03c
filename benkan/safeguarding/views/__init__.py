"""Pages of restricted files: the desk that confides, the holder, the national administration, national figures."""
