"""Two products side by side that may be the same. Knows no card and no catalogue."""
