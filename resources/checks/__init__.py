"""Data of the checks before approval, and their words."""
