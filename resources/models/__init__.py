"""Models that ship with Fichário, a folder each: entry of the registry and both files."""
