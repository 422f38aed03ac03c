"""The work of the day: the home page of each role, put together from what the contexts below say is waiting."""
