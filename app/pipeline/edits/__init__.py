"""Bulk edits: one change to a field of many cards, planned before it is made."""
