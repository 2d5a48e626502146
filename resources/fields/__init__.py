"""Titles and instructions of the card's fields in languages other than Portuguese."""
