"""Recognition: what a document is, as an annual report."""
