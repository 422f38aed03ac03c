"""Notices: what happened that somebody should know, said in the platform, and counted in one letter a day.

A notice names nobody: its kind, a place, a day and the page where the rest is read. The contexts above declare their
kinds and tell them from their writes. What waits for somebody is no notice: it stands in the work of the day.
"""
