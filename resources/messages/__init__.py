"""What is said to people outside the window's own texts, per language."""
