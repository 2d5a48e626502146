"""What the command line says, per language."""
