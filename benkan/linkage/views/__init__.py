"""Pages of pairs of files, one module a subject."""
