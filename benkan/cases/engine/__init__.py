"""What is computed about an accompaniment, in plain Python: no Django, usable on anybody's tables."""
