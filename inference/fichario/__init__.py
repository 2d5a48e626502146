"""The engine on a Fichário server: the same questions as to an engine of this machine, and the same events."""
