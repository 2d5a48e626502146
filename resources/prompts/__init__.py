"""What is said to the model, per language."""
