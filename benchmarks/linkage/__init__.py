"""Record linkage measured: invented registers, imitations of known data sets, peers, and what each of them finds.

Everything about persons is invented. `python -m benchmarks.linkage` measures; `python -m benchmarks.linkage.registers`
and `python -m benchmarks.linkage.others` only write the data.
"""
