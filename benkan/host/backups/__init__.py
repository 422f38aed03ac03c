"""Backups of a platform: one file, checked when it is made and again when it is put back. No Django is loaded here."""
