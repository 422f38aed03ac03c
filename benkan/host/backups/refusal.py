"""The one exception of backups."""


class Refusal(Exception):
    """A backup or a restoration cannot be done; the message is a French sentence: what is wrong, and what to do."""
