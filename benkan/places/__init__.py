"""Countries, regions, cercles and entry points: their names, their codes by edition, and how they were corrected.

Owns the reference of places: the files in `data/`, what people corrected on the platform, and the search over both.
Leaves figures about places to `indicators`, and what happens at an entry point to `arrivals`.
"""
