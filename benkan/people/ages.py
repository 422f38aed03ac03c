"""The age of majority, said once. The law fixes it, so no deployment changes it: it is no threshold."""

MAJORITY = 18  # before it, a guardian or an authority answers
