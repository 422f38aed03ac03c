"""An invented country: people, families, convoys, and who wrote what of them, as a stream of plain events.

Plain Python, without Django: the same seed and the same day give the same events, for ever. `play` and `bulk` (one
folder up) turn them into rows. Nobody here exists; splits of convoys follow real ones (domain notes, reintegration §3).
"""
