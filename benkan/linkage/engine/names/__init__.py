"""Names of persons: folding, the Malian dictionary, and what a cell of a register says."""
