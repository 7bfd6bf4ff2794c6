"""A corpus of made-up reports: many agencies over many years, with a roster, faults in a known share, and a manifest."""
