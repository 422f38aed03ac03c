"""An invented caseload, for newcomers, tests and training. Never installed where real people are registered.

Everything here is invented: people, organisations, delays. Pages say « Données inventées » wherever it is shown.
"""
