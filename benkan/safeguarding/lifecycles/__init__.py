"""Where a restricted file stands, by kind, and where a claim to be of a child's family stands."""
