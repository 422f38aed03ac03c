"""What accompaniments add to her own printed file (`people.printed`): to her, in plain French, no name of staff."""
