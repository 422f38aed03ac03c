"""Record linkage in plain Python: tables of persons in, scored pairs and clusters out."""
