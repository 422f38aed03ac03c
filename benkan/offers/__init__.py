"""Help on offer: kinds of help, the bodies that give it, where, to whom, with how many places."""
