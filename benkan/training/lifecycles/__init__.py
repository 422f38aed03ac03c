"""Where a session and an enrolment stand, and the moves allowed: one table of moves each."""
