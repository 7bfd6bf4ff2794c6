"""Marks in files: comments of Word, notes of PDF, and edits that leave all else as it is."""
