"""Where each thing of an accompaniment stands, and the moves allowed: one table of moves each."""
