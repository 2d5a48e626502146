"""The map of a catalogue: a point for each photo, near to those that look like it."""
