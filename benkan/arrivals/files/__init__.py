"""Lists that come as files: from cells to answers, and what they would change, before anything is written."""
