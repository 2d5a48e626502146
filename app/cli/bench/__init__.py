"""``fichario bench``: what can be said, the course of it, and what is printed of it."""
