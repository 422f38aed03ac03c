"""The pages of a file, one module a subject."""
