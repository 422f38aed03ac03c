"""Who came back: registrations (each one organisation’s record, for ever), persons, households, consent, identifiers.

A registration keeps what its organisation was told; a person is only the identity that several registrations share.
Leaves to `arrivals` how people came, and to the contexts above what is done with them.
"""
