"""Makes the demo model: its cards, its photos, its training and its files."""
