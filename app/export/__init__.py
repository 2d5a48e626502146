"""Approved cards as files that other programs read."""
