"""Complaints: noted at any desk, sealed for those who examine them, never readable by whom they accuse.

A complaint touches no file and no accompaniment: it is never a reason to be served sooner, later, or not at all.
"""
