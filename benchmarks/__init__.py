"""What Benkan promises of speed and weight, measured: `make bench` writes `docs/reference/performance.md`.

No figure here is asserted by a test: machines differ. Budgets are those of the design; each run says its machine.
"""
