"""Pages of arrivals, one file per screen."""
