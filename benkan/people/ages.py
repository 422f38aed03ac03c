"""The age of majority, the law's: said once."""

MAJORITY = 18  # before it, a guardian or an authority answers
