"""The parts of the page of an accompaniment, each a function `(by, case)` (see `benkan.cases.page`)."""
