"""Closed lists: ids with labels per language."""
