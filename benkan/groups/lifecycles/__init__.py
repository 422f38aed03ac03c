"""Where a group, its money and a community project stand, and the moves allowed: one table of moves each."""
