"""Cards → files that other programs read: presets, cells, and a writer that never leaves half a file.

Knows neither the product card nor the catalogue: the caller gives the columns and the rows.
"""
