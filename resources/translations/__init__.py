"""The window's texts in other languages than Portuguese, for Qt; compiled when the project is set up."""
