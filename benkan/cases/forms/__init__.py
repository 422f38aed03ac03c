"""What is asked on the pages of an accompaniment."""
