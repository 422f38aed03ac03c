"""What pages ask of arrivals. Row policies decide which convoys and lines are seen; these decide how they are told."""
