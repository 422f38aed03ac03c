"""Filters of the pages of groups."""
