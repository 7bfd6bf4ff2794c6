"""Drafts: a correct report of an edition, empty or with figures, as Markdown, a page or a Word file."""
