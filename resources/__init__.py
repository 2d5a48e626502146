"""Data that the program carries, read through :mod:`importlib.resources`."""
