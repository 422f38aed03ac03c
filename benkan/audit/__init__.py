"""Who did or read what, when, why and on which file; append-only, and never a value.

Written by the `writes.py` and `reads.py` of the contexts above, through `record` and `reading`. Pages that say where a
thing stands read status rows, not this; erasure leaves it as it is, but for the reasons that people typed.
"""
