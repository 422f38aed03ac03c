"""Questions of arrivals, one file per screen. Nothing is preselected; only what cannot be done without is required."""
